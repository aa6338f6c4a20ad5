import { type Kept, outboxKey, type PageOp } from './outgoing.ts';
import type { Store } from './ports.ts';

const OPS: readonly PageOp[] = ['add', 'edit', 'del', 'react', 'flag'];

/** Every entry that a store has, the oldest first; none where it does not answer. */
export async function readOutbox(store: Store): Promise<Kept[]> {
  const entries = await store.entries().catch(() => []);
  const found = entries.flatMap(([name, value]) => (name.startsWith('outbox:') ? (readKept(value) ?? []) : []));
  return found.sort((a, b) => a.made - b.made);
}

/** One entry as the store has it now; undefined when it is not there any more. Rejects where the store does not answer. */
export async function readEntry(store: Store, key: string): Promise<Kept | undefined> {
  return readKept(await store.get(outboxKey(key)));
}

/** Undefined for what another version or another hand left there. */
function readKept(value: unknown): Kept | undefined {
  const kept = value as Partial<Kept> | null | undefined;
  const good =
    [kept?.key, kept?.topic, kept?.text, kept?.name].every((one) => typeof one === 'string') &&
    typeof kept?.made === 'number' &&
    OPS.includes(kept.op as PageOp) &&
    (kept.op === 'add' || typeof kept.target === 'string') &&
    (kept.parent === null || typeof kept.parent === 'string') &&
    (kept.mentions === undefined || (Array.isArray(kept.mentions) && kept.mentions.every((one) => typeof one === 'string'))) &&
    (kept.user === null || typeof kept.user === 'string');
  return good ? (kept as Kept) : undefined;
}

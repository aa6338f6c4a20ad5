import { matches, type Schema, type Snap, snap } from '@bandoc/protocol';

/** Hears of something that a server sent and nobody can read. */
export type LeftOut = (what: unknown) => void;

/** Reads a snapshot of a topic, of whose items `item` is the schema: undefined for what is none. */
export function readSnap(value: unknown, topic: string, item: Schema, leftOut?: LeftOut): Snap | undefined {
  const whole = withoutBadItems(value, item, leftOut) as Snap;
  return matches(snap, whole) && whole.topic === topic ? whole : undefined;
}

/** Leaves out the items that cannot be read, so that the rest can be taken. */
export function withoutBadItems(value: unknown, item: Schema, leftOut?: LeftOut): unknown {
  const items = (value as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return value;
  const good = items.filter((one) => matches(item, one) || leftOut?.(one));
  return good.length === items.length ? value : { ...(value as object), items: good };
}

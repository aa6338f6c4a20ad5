import { type Client, createClient, createMemoryStore, type ThreadView } from '@bandoc/client';
import { createKey } from '../../../packages/client/src/browser/keys.ts';
import { createNetworkWire } from '../../../packages/client/src/transports/network.ts';
import type { Surroundings, Writer } from './raw-writer.ts';

/** A writer with the real client in it, as a page has. */
export interface RealWriter extends Writer {
  readonly client: Client;
  readonly views: ReadonlyMap<string, ThreadView>;
}

const machine = {
  clock: { now: () => Date.now() },
  timers: {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
};

/** Writes by the real client, which alone says when to try again and what has arrived. */
export function startRealWriter(name: string, threads: readonly string[], { base, ledger, story, random, choose }: Surroundings): RealWriter {
  const client = createClient({
    wire: createNetworkWire(base, machine),
    ...machine,
    // Comes back soon: this shrinks the first wait to some 50 ms.
    random: () => 0.01,
    ids: createKey,
    store: createMemoryStore(),
    report: (error) => ledger.fault(`${name} threw ${String(error)}`),
  });
  const views = new Map(threads.map((thread) => [thread, client.thread(thread, { sort: random.chance(0.5) ? 'new' : 'old' })]));
  let texts = 0;
  let stopping = false;
  let writing: string | undefined;
  let ended = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));

  const write = () => {
    const { thread, parent } = choose();
    const view = views.get(thread);
    if (!view) return;
    texts += 1;
    const words = { thread, parent, text: `lời số ${texts} của ${name}` };
    writing = view.add({ ...words, name });
    ledger.try(writing, words);
    story.note(name, `writes ${writing} in ${thread}${parent ? ` to ${parent}` : ''}`);
  };

  const look = (thread: string) => {
    const view = views.get(thread);
    if (!view) return;
    const entries = view.roots.flatMap((root) => [root, ...view.repliesOf(root.id)]);
    for (const { id, own } of entries) if (!own) ledger.see(id);
    if (writing === undefined || ledger.tried.get(writing)?.thread !== thread) return;
    const { parent = null } = ledger.tried.get(writing) ?? {};
    const mine = (parent === null ? view.roots : view.repliesOf(parent)).find(({ id }) => id === writing);
    if (mine?.sending === 'waiting' || mine?.sending === 'sending') return;
    if (mine?.sending === 'refused') ledger.fault(`${writing} of ${name} was refused: ${JSON.stringify(mine.failure)}`);
    // What its thread no longer shows, because it lies outside what is held, was stored: what is not stored is always shown.
    else ledger.acknowledge(writing);
    story.note(name, `${writing} ${mine?.sending ?? 'is stored'}`);
    writing = undefined;
    if (stopping) ended();
    else write();
  };

  for (const [thread, view] of views) view.subscribe(() => look(thread));
  client.subscribe(() => story.note(name, `is ${client.connection}`));
  write();
  return {
    name,
    client,
    views,
    stop: () => {
      stopping = true;
      if (writing === undefined) ended();
      return end;
    },
    close: () => client.close(),
  };
}

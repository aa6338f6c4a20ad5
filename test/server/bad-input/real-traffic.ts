import { createClient, createMemoryStore } from '@bandoc/client';
import { type ClientFrame, threadTopic } from '@bandoc/protocol';
import { createKey } from '../../../packages/client/src/browser/keys.ts';
import { createNetworkWire } from '../../../packages/client/src/transports/network.ts';
import { overhear } from '../../client/newsroom.ts';
import { realTime, until } from '../../client/real-newsroom.ts';

/** What a real page said in a session, and what pages will say that have everything. */
export interface Traffic {
  readonly frames: readonly ClientFrame[];
  /** A token of a guest. */
  readonly auth: string;
  /** Comments that are there. */
  readonly ids: readonly string[];
  readonly epoch: string;
}

/** Lets a real page read, write and leave, and records what it sends. */
export async function recordTraffic(base: string): Promise<Traffic> {
  const frames: ClientFrame[] = [];
  const wire = overhear(createNetworkWire(base, { ...realTime, via: 'web-socket' }), (_, frame) => {
    if (frame) frames.push(structuredClone(frame) as ClientFrame);
  });
  const store = createMemoryStore();
  const client = createClient({ wire, ...realTime, random: () => 0.01, ids: createKey, store });
  const view = client.thread('a');
  const count = client.count('home', 'a', { live: true });
  const days = client.days('home', '2020-10', { live: true });
  const isStored = (id: string) => [...view.roots, ...view.roots.flatMap((root) => view.repliesOf(root.id))].some((one) => one.id === id && !one.sending);
  await until(view, () => view.status === 'ready');
  const root = view.add({ text: 'Hay quá', parent: null, name: 'Lan' });
  await until(view, () => isStored(root));
  const reply = view.add({ text: 'Đúng thế\nhai dòng', parent: root, name: 'Lan Anh' });
  await until(view, () => isStored(reply));
  const back = client.thread('a', { sort: 'old' });
  await until(back, () => back.status === 'ready');
  for (const one of [count, days, back, view]) one.close();
  client.close();
  const response = await fetch(`${base}/v1/t/${threadTopic('a')}`);
  const { at } = (await response.json()) as { at: string };
  const auth = frames.flatMap((frame) => (frame.t === 'hello' && frame.auth !== undefined ? [frame.auth] : [])).at(-1) ?? '';
  const put = { t: 'put', id: 90, topic: threadTopic('a'), key: createKey(), target: root } as const;
  return {
    ids: [root, reply],
    auth,
    epoch: at.split(':')[0] ?? '',
    frames: [
      ...frames,
      { ...put, op: 'edit', if: 1, data: { text: 'Hay lắm' } },
      { ...put, op: 'react', data: { kind: 'like' } },
      { ...put, op: 'flag', data: { reason: 'spam' } },
      { ...put, op: 'del', data: {} },
      { ...put, op: 'mod', topic: 'mod:demo', if: 1, data: { act: 'hide' } },
      { ...put, op: 'hit', topic: 'count:a', target: 'share.facebook', data: {} },
      { t: 'sub', id: 91, topic: 'mine:a' },
      { t: 'sub', id: 95, topic: threadTopic('a'), follow: 'off', around: reply },
      { t: 'sub', id: 96, topic: threadTopic('a'), sort: 'top' },
      { t: 'sub', id: 97, topic: 'names:a', follow: 'off', q: 'la' },
      { t: 'sub', id: 92, topic: threadTopic('a'), follow: 'off', parent: root },
      { t: 'sub', id: 93, topic: threadTopic('a'), since: at, limit: 50, sort: 'old' },
      { t: 'sub', id: 94, topic: 'days:home:2020-10', follow: 'off' },
      { t: 'unsub', topic: threadTopic('a') },
      { t: 'note', topic: threadTopic('a'), typing: true },
    ],
  };
}

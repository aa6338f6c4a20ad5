import { createMemoryWire, type Wire } from '@bandoc/client';
import { type ServerFrame, threadTopic } from '@bandoc/protocol';
import { expect, it } from 'vitest';
import { createNewsroom, guard, words } from './newsroom.ts';

const TOPIC = threadTopic('cho-dem');
const key = (i: number) => `root-${String(i).padStart(20, '0')}`;

it('[MD8] one’s own comment that lies beyond what is held counts a reply that was told before the answer to the comment itself', async () => {
  const { time, core, reader } = createNewsroom();
  const put = (id: string, parent: string | null) =>
    core.post(
      [
        { t: 'hello', id: 1, v: [1], site: 'demo', auth: `unsigned.${JSON.stringify({ id: 'minh', name: 'Minh', roles: [], rights: [], guest: true })}` },
        { t: 'put', id: 2, topic: TOPIC, key: id, op: 'add', data: { parent, text: `lời ${id}` } },
      ],
      undefined,
      { address: 'a' },
    );
  for (let i = 0; i < 25; i += 1) await put(key(i), null);

  // As over HTTP, where an answer and the news travel on ways of their own.
  const late: Array<() => void> = [];
  const wire = createMemoryWire(core);
  const apart: Wire = {
    ...wire,
    connect: (handlers, discovery) =>
      wire.connect(
        {
          ...handlers,
          frames: (message) => {
            const frames = message as ServerFrame[];
            if (frames.some(({ t }) => t === 'ok')) late.push(() => handlers.frames(message));
            else handlers.frames(message);
          },
        },
        discovery,
      ),
  };
  const view = reader({ wire: apart }).thread('cho-dem', { sort: 'old' });
  await time.pass(10_000);
  const own = view.add(words('của tôi'));
  await time.pass(1_000);
  await put(key(99), own);
  await time.pass(1_000);
  for (const deliver of late) deliver();
  await time.pass(10_000);
  expect(view.roots.find(({ id }) => id === own)).toMatchObject({ text: 'của tôi', replies: 1 });
});

it('[PT2] a network on which every answer takes longer than is waited for acknowledges what is written all the same', async () => {
  const { time, core, reader } = createNewsroom();
  const wire = createMemoryWire(core);
  let puts = 0;
  const slow: Wire = {
    ...wire,
    connect: async (handlers, discovery) => {
      const frames = (message: unknown) => {
        if ((message as ServerFrame[]).some(({ t }) => t === 'ok')) time.after(20_000, () => handlers.frames(message));
        else handlers.frames(message);
      };
      const link = await wire.connect({ ...handlers, frames }, discovery);
      return {
        ...link,
        send: (sent) => {
          puts += sent.filter(({ t }) => t === 'put').length;
          link.send(sent);
        },
      };
    },
  };
  const view = reader({ wire: slow }).thread('cho-dem');
  await time.pass(1_000);
  const own = view.add(words('của tôi'));
  await time.pass(60_000);
  view.remove(own);
  await time.pass(60_000);
  expect(view.roots).toMatchObject([{ id: own, state: 'gone' }]);
  expect(view.roots[0]?.acts).toBeUndefined();
  const before = puts;
  await time.pass(60_000);
  expect(puts).toBe(before);
});

it('[HD2] a comment that was rejected before its writer heard that it is stored is gone once she deletes it', async () => {
  const { time, core, reader } = createNewsroom({}, { hold: 'all' });
  const line = { ok: false };
  const wire = guard(createMemoryWire(core), { down: ({ t, topic }: { t: string; topic?: string }) => line.ok || (t !== 'ok' && !topic?.startsWith('mine:')) });
  const view = reader({ wire }).thread('cho-dem');
  await time.pass(1_000);
  const key = view.add(words('một'));
  await time.pass(2_000);
  const auth = `unsigned.${JSON.stringify({ id: 'u', name: 'Tòa soạn', roles: ['moderator'], rights: [], guest: false })}`;
  const reject = {
    t: 'put',
    id: 2,
    topic: 'mod:demo',
    key: 'rejects-the-first-one0',
    op: 'mod',
    target: key,
    if: 1,
    data: { act: 'reject', reason: 'vì thế' },
  };
  const [, answer] = (await core.post([{ t: 'hello', id: 1, v: [1], site: 'demo', auth }, reject], undefined, { address: 'desk' })) as ServerFrame[];
  expect(answer?.t, JSON.stringify(answer)).toBe('ok');
  line.ok = true;
  await time.pass(60_000);
  expect(view.roots).toMatchObject([{ id: key, text: 'một', state: 'hidden', own: true }]);
  view.remove(key);
  await time.pass(60_000);
  expect(view.roots).toEqual([]);
});

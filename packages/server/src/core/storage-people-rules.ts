import type { QuotingWindow } from './storage.ts';
import { comment, type StorageRule, same, TOPIC } from './storage-rule.ts';

/** What a storage promises of people: whom a comment moved, who wrote in a thread, and who quotes whom. */
export const peopleRules: readonly StorageRule[] = [
  {
    id: 'ST21',
    promise: 'people are counted once, whether they vote or answer; roots with a rank come the highest first',
    run: async (create) => {
      const storage = await create();
      const by = (id: string) => ({ author: { id, name: id }, actor: id, parent: 'x' });
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const [id, rank] of [
          ['x', 5],
          ['y', 7],
          ['z', 5],
          ['none', 0],
        ] as const)
          await tx.putComment(comment(id, { rank }));
        for (const voter of ['a', 'b', 'x-author']) await tx.putVote({ topic: TOPIC, target: 'x', voter, kind: 'like', key: 'k' });
        await tx.putVote({ topic: TOPIC, target: 'x', voter: 'back', kind: null, key: 'k' });
        await tx.putComment(comment('r1', by('b')));
        await tx.putComment(comment('r2', by('c')));
        await tx.putComment(comment('r3', by('c')));
        await tx.putComment(comment('r4', by('x-author')));
        await tx.putComment(comment('r5', { ...by('d'), state: 'hidden' }));
        await tx.putComment(comment('r6', { ...by('e'), parent: 'y', rank: 9 }));
      });
      await storage.view(async (reader) => {
        same(await reader.countPeople(TOPIC, 'x', 'x-author'), 3);
        same(await reader.countPeople(TOPIC, 'x', 'nobody'), 4);
        same(await reader.countPeople(TOPIC, 'z', 'nobody'), 0);
        same(
          (await reader.top(TOPIC, 9)).map(({ id }) => id),
          ['y', 'z', 'x'],
        );
        same(
          (await reader.top(TOPIC, 1)).map(({ id }) => id),
          ['y'],
        );
      });
    },
  },
  {
    id: 'ST22',
    promise:
      'what is seen beside a name is kept; an author is as in the last of hers that is shown; a comment is found by what it quotes, and by when it changed',
    run: async (create) => {
      const storage = await create();
      const lan = (name: string) => ({ id: 'lan', name, avatar: 'https://bao.example/lan.webp', badges: ['staff', 'author'] });
      const quoting = (id: string) => ({ marks: { quote: { id, text: 'Hay quá' }, mentions: [{ id: 'mai', name: 'Mai' }] } });
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        await tx.raise('thread:b');
        await tx.putComment(comment('a', { author: lan('Lan'), c: 1 }));
        await tx.putComment(comment('b', { author: lan('Lan Anh'), c: 2, v: 9 }));
        await tx.putComment(comment('c', { author: lan('Lan Hương'), c: 3, v: 7, state: 'hidden' }));
        await tx.putComment(comment('d', { author: { id: 'mai', name: 'Mai' }, c: 4, v: 8, ...quoting('a') }));
        await tx.putComment(comment('e', { c: 0, v: 10, state: 'pending', ...quoting('a') }));
        await tx.putComment(comment('f', { ...quoting('b') }));
        await tx.putComment(comment('g', { topic: 'thread:b', ...quoting('a') }));
        await tx.putComment(comment('h', { marks: { quote: { text: 'a' } } }));
      });
      await storage.view(async (reader) => {
        same((await reader.comment(TOPIC, 'a'))?.author, lan('Lan'));
        same((await reader.comment(TOPIC, 'd'))?.marks, quoting('a').marks);
        same(await reader.author(TOPIC, 'lan'), lan('Lan Anh'));
        same(await reader.author(TOPIC, 'nobody'), undefined);
        same(await reader.author('thread:b', 'lan'), undefined);
        same(
          (await reader.recent(TOPIC, 3)).map(({ id }) => id),
          ['b', 'd', 'c'],
        );
        same((await reader.quoting(TOPIC, 'a', { limit: 9 })).map(({ id }) => id).sort(), ['d', 'e']);
        same(await reader.quoting(TOPIC, 'c', { limit: 9 }), []);
      });
    },
  },
  {
    id: 'ST25',
    promise:
      'who quotes a comment comes in order of ids, after a place, up to a limit; what is misquoted is there once, from its last place on, until it is dropped',
    run: async (create) => {
      const storage = await create();
      const row = (target: string, after: string) => ({ target, topic: TOPIC, after });
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const id of ['d', 'b', 'ế', 'c', 'B']) await tx.putComment(comment(id, { marks: { quote: { id: 'a', text: id === 'c' ? '' : 'Hay' } } }));
        for (const one of [row('a', ''), row('b', ''), row('a', 'c')]) await tx.putMisquoted(one);
      });
      const quoting = (window: QuotingWindow) => storage.view(async (reader) => (await reader.quoting(TOPIC, 'a', window)).map(({ id }) => id));
      same(await quoting({ limit: 9 }), ['B', 'b', 'c', 'd', 'ế']);
      same(await quoting({ limit: 2 }), ['B', 'b']);
      same(await quoting({ after: 'b', limit: 2 }), ['c', 'd']);
      same(await quoting({ after: 'ế', limit: 2 }), []);
      const misquoted = (limit: number, target?: string) => storage.view((reader) => reader.misquoted(limit, target));
      const all = async () => [...(await misquoted(9))].sort((a, b) => (a.target < b.target ? -1 : 1));
      same(await all(), [row('a', 'c'), row('b', '')]);
      same((await misquoted(1)).length, 1);
      same([await misquoted(9, 'a'), await misquoted(9, 'unknown')], [[row('a', 'c')], []]);
      const fault = new Error('on purpose');
      const failed = storage.transact(async (tx) => {
        await tx.dropMisquoted('a');
        await tx.putMisquoted(row('b', 'd'));
        throw fault;
      });
      same(await failed.catch((error: unknown) => error), fault);
      await storage.transact((tx) => tx.dropMisquoted('unknown'));
      same(await all(), [row('a', 'c'), row('b', '')]);
      await storage.transact((tx) => tx.dropMisquoted('a'));
      same(await all(), [row('b', '')]);
    },
  },
];

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
        same((await reader.quoting(TOPIC, 'a')).map(({ id }) => id).sort(), ['d', 'e']);
        same(await reader.quoting(TOPIC, 'c'), []);
      });
    },
  },
  {
    id: 'ST24',
    promise: 'quotes are emptied of their words and of nothing else, at one v, or not at all where the work fails',
    run: async (create) => {
      const storage = await create();
      const quoting = (text: string) => ({ marks: { pinned: true, quote: { id: 'a', text }, reason: 'ế' } as const, cv: 1, text: 'Đáp' });
      const read = () => storage.view((reader) => Promise.all(['b', 'c', 'd'].map((id) => reader.comment(TOPIC, id))));
      const [b, c, d] = ['b', 'c', 'd'].map((id) => comment(id, quoting('Hay quá')));
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const row of [comment('a', {}), b, c, d]) if (row) await tx.putComment(row);
      });
      const fault = new Error('on purpose');
      const failed = storage.transact(async (tx) => {
        await tx.dropQuotes(TOPIC, ['b', 'c'], 7);
        throw fault;
      });
      same(await failed.catch((error: unknown) => error), fault);
      same(await read(), [b, c, d]);
      await storage.transact((tx) => tx.dropQuotes(TOPIC, ['b', 'c', 'unknown'], 7));
      same(await read(), [comment('b', { ...quoting(''), v: 7 }), comment('c', { ...quoting(''), v: 7 }), d]);
    },
  },
];

import type { Transaction } from './storage.ts';
import { add, article, comment, type StorageRule, same, TOPIC, topicOf } from './storage-rule.ts';

/** What is promised of reading, and of rows being found as they were put. */
export const readingRules: readonly StorageRule[] = [
  {
    id: 'ST1',
    promise: 'a topic nobody wrote to has zeros, and reading makes no row',
    run: async (create) => {
      const storage = await create();
      same(await topicOf(storage), { topic: TOPIC, head: 0, total: 0, projected: 0 });
      same(await storage.view((reader) => reader.stale(9)), []);
      same(await storage.view((reader) => reader.comment(TOPIC, 'x')), undefined);
    },
  },
  {
    id: 'ST7',
    promise: 'windows go by (c, id) in either direction, of one parent, after a place, up to a limit, without what was never public',
    run: async (create) => {
      const storage = await create();
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const [id, c] of [
          ['b', 2],
          ['a', 2],
          ['c', 1],
          ['d', 3],
          ['pending', 0],
        ] as const)
          await tx.putComment(comment(id, { c }));
        await tx.putComment(comment('reply', { c: 4, parent: 'a' }));
      });
      const read = (window: Parameters<Transaction['comments']>[1]) =>
        storage.view(async (reader) => (await reader.comments(TOPIC, window)).map((row) => row.id));
      same(await read({ parent: null, order: 'ascending', limit: 9 }), ['c', 'a', 'b', 'd']);
      same(await read({ parent: null, order: 'descending', limit: 9 }), ['d', 'b', 'a', 'c']);
      same(await read({ parent: null, order: 'ascending', limit: 2 }), ['c', 'a']);
      same(await read({ parent: null, order: 'ascending', after: { c: 2, id: 'a' }, limit: 9 }), ['b', 'd']);
      same(await read({ parent: null, order: 'descending', after: { c: 2, id: 'b' }, limit: 9 }), ['a', 'c']);
      // A page may ask for any place.
      same(await read({ parent: null, order: 'ascending', after: { c: 0, id: 'a' }, limit: 9 }), ['c', 'a', 'b', 'd']);
      same(await read({ parent: null, order: 'descending', after: { c: 0, id: 'z' }, limit: 9 }), []);
      same(await read({ parent: 'a', order: 'ascending', limit: 9 }), ['reply']);
      same(await read({ parent: 'b', order: 'ascending', limit: 9 }), []);
    },
  },
  {
    id: 'ST8',
    promise: 'changed comments are those whose words or counters are newer, each once',
    run: async (create) => {
      const storage = await create();
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const [id, v, cv] of [
          ['words', 5, 1],
          ['counts', 1, 5],
          ['both', 5, 5],
          ['neither', 4, 4],
        ] as const)
          await tx.putComment(comment(id, { v, cv, c: 1 }));
      });
      const changed = (since: number, limit: number) => storage.view((reader) => reader.changedComments(TOPIC, since, limit));
      same((await changed(4, 9)).map((row) => row.id).sort(), ['both', 'counts', 'words']);
      same((await changed(4, 2)).length, 2);
      same(await changed(5, 9), []);
    },
  },
  {
    id: 'ST9',
    promise: 'counted rows are found by id, and by how lately they changed',
    run: async (create) => {
      const storage = await create();
      const topic = 'tally:home';
      await storage.transact(async (tx) => {
        await tx.raise(topic);
        for (const [id, v] of [
          ['a', 1],
          ['b', 3],
          ['c', 2],
        ] as const)
          await tx.putCount({ topic, id, v, count: v * 10 });
      });
      await storage.view(async (reader) => {
        same(await reader.counts(topic, ['b', 'unknown']), [{ topic, id: 'b', v: 3, count: 30 }]);
        same(
          (await reader.changedCounts(topic, 1, 9)).map((row) => row.id),
          ['b', 'c'],
        );
        same(
          (await reader.changedCounts(topic, 0, 1)).map((row) => row.id),
          ['b'],
        );
        same(await reader.changedCounts('tally:other', 0, 9), []);
      });
    },
  },
  {
    id: 'ST10',
    promise: 'a row takes the place of the one with its topic and id, whole, and of no other',
    run: async (create) => {
      const storage = await create();
      const changed = comment('a', { text: 'changed 👩‍👩‍👧 ế', marks: { pinned: true, reason: 'ế' }, state: 'hidden', replies: 3, v: 9 });
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        await tx.raise('thread:b');
        await tx.putComment(comment('a', {}));
        await tx.putComment(comment('a', { topic: 'thread:b' }));
        await tx.putComment(changed);
      });
      same(await storage.view((reader) => reader.comment(TOPIC, 'a')), changed);
      same(await storage.view((reader) => reader.comment('thread:b', 'a')), comment('a', { topic: 'thread:b' }));
    },
  },
  {
    id: 'ST11',
    promise: 'articles are counted by scope and day, where they are now, while they are not withdrawn',
    run: async (create) => {
      const storage = await create();
      const count = (scope: string, day: string) => storage.view((reader) => reader.countArticles(scope, day));
      await storage.transact(async (tx) => {
        await tx.putArticle(article('a'));
        await tx.putArticle(article('b'));
        await tx.putArticle(article('b'));
      });
      same(await storage.view((reader) => reader.article('a')), article('a'));
      same([await count('home', '2020-10-22'), await count('sport', '2020-10-22'), await count('home', '2020-10-23')], [2, 2, 0]);
      await storage.transact(async (tx) => {
        await tx.putArticle({ ...article('a'), day: '2020-10-23', scopes: ['home'], hold: 'links' });
        await tx.putArticle({ ...article('b'), withdrawn: true });
      });
      same([await count('home', '2020-10-22'), await count('sport', '2020-10-22'), await count('home', '2020-10-23')], [0, 0, 1]);
      same((await storage.view((reader) => reader.article('a')))?.hold, 'links');
    },
  },
  {
    id: 'ST12',
    promise: 'stale threads are those whose head the tallies do not know; totals set leave the head and each other alone',
    run: async (create) => {
      const storage = await create();
      await storage.transact(async (tx) => {
        for (const topic of ['thread:a', 'thread:b', 'tally:home']) await tx.raise(topic);
        await tx.putTotals('thread:a', { total: 4 });
        await tx.putTotals('thread:b', { projected: 1 });
      });
      same(await storage.view((reader) => reader.stale(9)), [{ topic: 'thread:a', head: 1, total: 4, projected: 0 }]);
      await storage.transact((tx) => tx.putTotals('thread:a', { projected: 1 }));
      same(await topicOf(storage), { topic: 'thread:a', head: 1, total: 4, projected: 1 });
      same(await storage.view((reader) => reader.stale(9)), []);
    },
  },
  {
    id: 'ST16',
    promise: 'a comment is found by its id alone, whatever its thread',
    run: async (create) => {
      const storage = await create();
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        await tx.raise('thread:b');
        await tx.putComment(comment('a', {}));
        await tx.putComment(comment('b', { topic: 'thread:b', edited: 7, lastKey: 'k', lastHash: 'h' }));
      });
      same(await storage.view((reader) => reader.find('b')), comment('b', { topic: 'thread:b', edited: 7, lastKey: 'k', lastHash: 'h' }));
      same(await storage.view((reader) => reader.find('c')), undefined);
    },
  },
  {
    id: 'ST17',
    promise: 'items are found by id and by how lately they changed, live ones by (v, id) after a place; a row takes the place of its like',
    run: async (create) => {
      const storage = await create();
      const topic = 'past:a';
      const row = (id: string, v: number, live = true) => ({ topic, id, v, live, value: { text: `ế ${id}`, list: [1, { deep: null }] } });
      await storage.transact(async (tx) => {
        await tx.raise(topic);
        await tx.raise('past:b');
        for (const one of [row('c', 1), row('b', 2), row('a', 2), row('gone', 3)]) await tx.putItem(one);
        await tx.putItem({ ...row('a', 9), topic: 'past:b' });
        await tx.putItem(row('gone', 4, false));
      });
      await storage.view(async (reader) => {
        const ids = async (rows: ReturnType<Transaction['items']>) => (await rows).map(({ id }) => id);
        same(await reader.item(topic, 'a'), row('a', 2));
        same(await reader.item(topic, 'gone'), row('gone', 4, false));
        same(await reader.item(topic, 'unknown'), undefined);
        same(await ids(reader.items(topic, { limit: 9 })), ['c', 'a', 'b']);
        same(await ids(reader.items(topic, { limit: 2 })), ['c', 'a']);
        same(await ids(reader.items(topic, { after: { v: 2, id: 'a' }, limit: 9 })), ['b']);
        same((await ids(reader.changedItems(topic, 1, 9))).sort(), ['a', 'b', 'gone']);
        same((await reader.changedItems(topic, 0, 2)).length, 2);
      });
    },
  },
  {
    id: 'ST18',
    promise: 'a voter has one vote for a thing; votes are counted by kind, kinds in order, without those taken back',
    run: async (create) => {
      const storage = await create();
      const vote = (voter: string, kind: string | null, given: object = {}) => ({ topic: TOPIC, target: 'x', voter, kind, key: `k-${voter}`, ...given });
      await storage.transact(async (tx) => {
        for (const one of [vote('a', 'like'), vote('b', 'sad'), vote('c', 'like'), vote('d', 'like')]) await tx.putVote(one);
        await tx.putVote(vote('a', 'sad', { key: 'later' }));
        await tx.putVote(vote('d', null));
        await tx.putVote(vote('a', 'like', { target: 'y' }));
        await tx.putVote(vote('a', 'like', { topic: 'thread:b' }));
      });
      await storage.view(async (reader) => {
        same(await reader.vote(TOPIC, 'x', 'a'), vote('a', 'sad', { key: 'later' }));
        same((await reader.vote(TOPIC, 'x', 'd'))?.kind, null);
        same(await reader.vote(TOPIC, 'x', 'unknown'), undefined);
        same(Object.entries(await reader.countVotes(TOPIC, 'x')), [
          ['like', 1],
          ['sad', 2],
        ]);
        same(await reader.countVotes(TOPIC, 'z'), {});
      });
    },
  },
  {
    id: 'ST19',
    promise: 'what is to be counted is there once, those of a topic together, until it is dropped; reactions are kept with the comment',
    run: async (create) => {
      const storage = await create();
      const things = (limit: number) => storage.view(async (reader) => (await reader.uncounted(limit)).map(({ topic, target }) => `${topic} ${target}`));
      await storage.transact(async (tx) => {
        await tx.raise(TOPIC);
        for (const target of ['b', 'a', 'b']) await tx.putUncounted({ topic: TOPIC, target });
        await tx.putUncounted({ topic: 'count:a', target: 'a' });
        await tx.putComment(comment('a', { reactions: { like: 2 } }));
      });
      same(await things(9), ['count:a a', 'thread:a a', 'thread:a b']);
      same(await things(2), ['count:a a', 'thread:a a']);
      const fault = new Error('on purpose');
      const failed = storage.transact(async (tx) => {
        await tx.dropUncounted({ topic: TOPIC, target: 'b' });
        throw fault;
      });
      same(await failed.catch((error: unknown) => error), fault);
      await storage.transact((tx) => tx.dropUncounted({ topic: TOPIC, target: 'a' }));
      same(await things(9), ['count:a a', 'thread:a b']);
      same((await storage.view((reader) => reader.comment(TOPIC, 'a')))?.reactions, { like: 2 });
    },
  },
  {
    id: 'ST13',
    promise: 'an epoch has its form and stays as it is',
    run: async (create) => {
      const storage = await create();
      const epoch = await storage.epoch();
      same(/^[A-Za-z0-9_-]{1,32}$/.test(epoch), true);
      await storage.transact((tx) => add(tx, 'one'));
      same(await storage.epoch(), epoch);
    },
  },
];

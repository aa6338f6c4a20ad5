import type { ArticleRow, CommentRow, Storage, Transaction } from './storage.ts';

/** One promise that every storage keeps, with the program that finds out: `run` throws where it is broken. */
export interface StorageRule {
  readonly id: string;
  readonly promise: string;
  /** `create` makes an empty storage; it stays the caller's to close. */
  run(create: () => Promise<Storage>): Promise<void>;
}

const TOPIC = 'thread:a';

/** What makes a storage one. No test framework is needed: run each against a fresh storage, and let it throw. */
export const storageRules: readonly StorageRule[] = [
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
    id: 'ST2',
    promise: 'a head rises by one from 1, each topic by itself',
    run: async (create) => {
      const storage = await create();
      same(await storage.transact((tx) => tx.raise(TOPIC)), 1);
      same(await storage.transact((tx) => tx.raise(TOPIC)), 2);
      same(await storage.transact((tx) => tx.raise('thread:b')), 1);
      same((await topicOf(storage)).head, 2);
    },
  },
  {
    id: 'ST3',
    promise: 'a transaction that fails leaves nothing behind, and its error is passed on',
    run: async (create) => {
      const storage = await create();
      await storage.transact((tx) => add(tx, 'one'));
      const fault = new Error('on purpose');
      const failed = storage.transact(async (tx) => {
        await add(tx, 'two');
        await tx.putComment({ ...((await tx.comment(TOPIC, 'one')) as CommentRow), replies: 7 });
        await tx.putTotals(TOPIC, { total: 9 });
        await tx.putArticle(article('a'));
        throw fault;
      });
      same(await failed.catch((error: unknown) => error), fault);
      same(await topicOf(storage), { topic: TOPIC, head: 1, total: 1, projected: 0 });
      same(await idsOf(storage), ['one']);
      same((await storage.view((reader) => reader.comment(TOPIC, 'one')))?.replies, 0);
      same(await storage.view((reader) => reader.article('a')), undefined);
      await storage.transact((tx) => add(tx, 'three'));
      same((await topicOf(storage)).head, 2);
    },
  },
  {
    id: 'ST4',
    promise: 'transactions begun together run one at a time',
    run: async (create) => {
      const storage = await create();
      const adds = Array.from({ length: 20 }, (_, i) => storage.transact((tx) => add(tx, `c${i}`)));
      same(
        (await Promise.all(adds)).sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      same(await topicOf(storage), { topic: TOPIC, head: 20, total: 20, projected: 0 });
    },
  },
  {
    id: 'ST5',
    promise: 'a transaction reads what it wrote',
    run: async (create) => {
      const storage = await create();
      await storage.transact(async (tx) => {
        await add(tx, 'one');
        same((await tx.topic(TOPIC)).head, 1);
        same((await tx.comment(TOPIC, 'one'))?.id, 'one');
        same((await tx.comments(TOPIC, { parent: null, order: 'ascending', limit: 9 })).length, 1);
      });
    },
  },
  {
    id: 'ST6',
    promise: 'a view sees one committed state, whatever is written meanwhile',
    run: async (create) => {
      const storage = await create();
      await storage.transact((tx) => add(tx, 'one'));
      const writes: Array<Promise<number>> = [];
      await storage.view(async (reader) => {
        const { head } = await reader.topic(TOPIC);
        for (let i = 0; i < 5; i += 1) writes.push(storage.transact((tx) => add(tx, `w${i}`)));
        for (let i = 0; i < 200; i += 1) await Promise.resolve();
        same((await reader.changedComments(TOPIC, 0, 99)).length, head);
      });
      await Promise.all(writes);
      same((await idsOf(storage)).length, 6);
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
      const changed = comment('a', { text: 'changed 👩‍👩‍👧 ế', state: 'hidden', replies: 3, v: 9 });
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
        await tx.putArticle({ ...article('a'), day: '2020-10-23', scopes: ['home'] });
        await tx.putArticle({ ...article('b'), withdrawn: true });
      });
      same([await count('home', '2020-10-22'), await count('sport', '2020-10-22'), await count('home', '2020-10-23')], [0, 0, 1]);
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

function comment(id: string, given: Partial<CommentRow>): CommentRow {
  return {
    topic: TOPIC,
    id,
    v: 1,
    cv: 1,
    c: 1,
    parent: null,
    depth: 0,
    actor: 'g-1',
    author: { id: 'g-1', name: 'Lan' },
    time: 1_603_353_600_000,
    state: 'shown',
    replies: 0,
    text: 'Hay quá',
    hash: 'h',
    ...given,
  };
}

function article(thread: string): ArticleRow {
  return { thread, url: `/${thread}`, title: 'Chợ đêm', at: 1_603_353_600_000, day: '2020-10-22', scopes: ['home', 'sport'], closesAt: null, withdrawn: false };
}

async function add(tx: Transaction, id: string): Promise<number> {
  const seq = await tx.raise(TOPIC);
  await tx.putComment(comment(id, { v: seq, cv: seq, c: seq }));
  await tx.putTotals(TOPIC, { total: (await tx.topic(TOPIC)).total + 1 });
  return seq;
}

function topicOf(storage: Storage) {
  return storage.view((reader) => reader.topic(TOPIC));
}

function idsOf(storage: Storage): Promise<string[]> {
  return storage.view(async (reader) => (await reader.comments(TOPIC, { parent: null, order: 'ascending', limit: 99 })).map((row) => row.id));
}

function same(found: unknown, wanted: unknown): void {
  if (found === wanted) return;
  const [a, b] = [inOrder(found), inOrder(wanted)];
  if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

/** JSON with keys in order, so that two storages may build their rows in different ones. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

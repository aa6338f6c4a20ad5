import type { CommentRow } from './rows.ts';
import { add, article, idsOf, type StorageRule, same, TOPIC, topicOf } from './storage-rule.ts';

/** What is promised of writing. */
export const transactionRules: readonly StorageRule[] = [
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
        await tx.putItem({ topic: TOPIC, id: 'x', v: 1, live: true, value: {} });
        throw fault;
      });
      same(await failed.catch((error: unknown) => error), fault);
      same(await topicOf(storage), { topic: TOPIC, head: 1, total: 1, projected: 0 });
      same(await idsOf(storage), ['one']);
      same((await storage.view((reader) => reader.comment(TOPIC, 'one')))?.replies, 0);
      same(await storage.view((reader) => reader.article('a')), undefined);
      same(await storage.view((reader) => reader.item(TOPIC, 'x')), undefined);
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
    id: 'ST20',
    promise: 'the log has what was written to it, the last first, with the transactions that wrote it',
    run: async (create) => {
      const storage = await create();
      const line = (act: string) => ({ at: 7, who: 'minh', act, topic: TOPIC, target: act === 'lock' ? null : 'a', reason: 'vì ế' });
      await storage.transact((tx) => tx.putLog(line('hide')));
      await storage.transact(async (tx) => {
        await tx.putLog(line('restore'));
        await tx.putLog(line('lock'));
      });
      const failed = storage.transact(async (tx) => {
        await tx.putLog(line('pin'));
        throw new Error('on purpose');
      });
      same(await failed.catch((error: Error) => error.message), 'on purpose');
      same(await storage.view((reader) => reader.log(9)), [line('lock'), line('restore'), line('hide')]);
      same(await storage.view((reader) => reader.log(1)), [line('lock')]);
    },
  },
  {
    id: 'ST14',
    promise: 'of transactions begun together, those that fail leave nothing behind and take none of the others with them',
    run: async (create) => {
      const storage = await create();
      const begun = ['one', 'early', 'two', 'late', 'three'].map((id) =>
        storage.transact(async (tx) => {
          if (id === 'early') throw new Error(id);
          const seq = await add(tx, id);
          if (id === 'late') throw new Error(id);
          return seq;
        }),
      );
      const ends = await Promise.allSettled(begun);
      same(
        ends.map((end) => (end.status === 'fulfilled' ? end.value : (end.reason as Error).message)),
        [1, 'early', 2, 'late', 3],
      );
      same(await topicOf(storage), { topic: TOPIC, head: 3, total: 3, projected: 0 });
      same(await idsOf(storage), ['one', 'two', 'three']);
    },
  },
  {
    id: 'ST15',
    promise: 'a transaction resolves only once views see it, also while another that was begun with it is still at work',
    run: async (create) => {
      const storage = await create();
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      const seen = storage.transact((tx) => add(tx, 'one')).then(() => idsOf(storage));
      let other: Promise<number> | undefined;
      await new Promise<void>((reached) => {
        other = storage.transact(async (tx) => {
          reached();
          await gate;
          return add(tx, 'two');
        });
      });
      for (let i = 0; i < 200; i += 1) await Promise.resolve();
      release();
      same((await seen).includes('one'), true);
      same(await other, 2);
    },
  },
  {
    id: 'ST23',
    promise: 'a version, where there is one, is another after every transaction that wrote, by the time it resolves, and the same after what only reads',
    run: async (create) => {
      const { version, ...storage } = await create();
      if (!version) return;
      const before = version();
      await storage.transact((tx) => add(tx, 'one'));
      const after = version();
      same(after === before, false);
      await storage.view((reader) => reader.topic(TOPIC));
      same(version(), after);
    },
  },
];

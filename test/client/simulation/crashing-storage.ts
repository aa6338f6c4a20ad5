import type { Reader, Storage, Transaction } from '@bandoc/server/core';
import { apply, type Change, type Disk, type Writer } from './disk.ts';

/** What a planted mistake does to a storage. */
export interface StorageMutant {
  /** The seq of this topic is sometimes taken before the transaction begins. */
  readonly earlySeq?: { readonly topic: string; happens(): boolean };
  reader?<R extends Reader>(reader: R): R;
  transaction?(transaction: Transaction): Transaction;
}

/** The server is dead: nothing goes on. */
export class Dead extends Error {}

/** The disk as one server sees it. Wherever a real storage would be waited for, it waits; if the server dies there, what is not committed never is. */
export function openDisk({ storage, epoch, committed }: Disk, wait: () => Promise<void>, mutant: StorageMutant = {}): Storage {
  const { earlySeq, reader: readerOf = (one) => one, transaction: transactionOf = (one) => one } = mutant;

  const transact: Storage['transact'] = async (work) => {
    const result = await storage.transact(async (transaction) => {
      const changes: Change[] = [];
      const done = await work(transactionOf(readerOf(recording(transaction, changes, wait))));
      await wait();
      committed(storage, changes);
      return done;
    });
    // Committed, and nobody knows yet.
    await wait();
    return result;
  };

  return {
    ...storage,
    epoch: async () => epoch,
    view: (work) =>
      untilDeath(
        storage.view(async (reader) => {
          await wait();
          return work(readerOf(reader));
        }),
      ),
    transact: (work) => untilDeath((earlySeq ? withEarlySeq(transact, earlySeq) : transact)(work)),
  };
}

/** Who asked is as dead as the server, and hears of nothing. */
async function untilDeath<T>(running: Promise<T>): Promise<T> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Dead) return new Promise(() => {});
    throw error;
  }
}

function recording(transaction: Transaction, changes: Change[], wait: () => Promise<void>): Transaction {
  const record = async (change: Change): Promise<unknown> => {
    await wait();
    changes.push(change);
    return apply(transaction, change);
  };
  const recorded: Record<string, unknown> = { ...transaction };
  for (const name of Object.keys(transaction) as Array<keyof Writer>)
    if (isWriting(name)) recorded[name] = (...given: readonly unknown[]) => record({ name, given });
  return recorded as unknown as Transaction;
}

function isWriting(name: string): boolean {
  return name.startsWith('put') || name.startsWith('drop') || name === 'raise';
}

/** The mistake of a sequence: a number is given out, and seen, before what has it is committed. */
function withEarlySeq(transact: Storage['transact'], { topic, happens }: NonNullable<StorageMutant['earlySeq']>): Storage['transact'] {
  return async (work) => {
    if (!happens()) return transact(work);
    const seq = await transact((transaction) => transaction.raise(topic));
    return transact((transaction) => work({ ...transaction, raise: async (raised) => (raised === topic ? seq : transaction.raise(raised)) }));
  };
}

import { type CommentRow, createMemoryStorage, type Reader, type Storage, type Transaction } from '@bandoc/server/core';

type Writer = Omit<Transaction, keyof Reader>;
type Write = (transaction: Writer) => Promise<unknown>;

/** A disk: what was committed on it outlives every server that used it. */
export interface Disk {
  readonly commits: Array<readonly Write[]>;
  /** Every comment on it. */
  readonly rows: ReadonlyMap<string, CommentRow>;
  /** Of each topic. */
  readonly heads: ReadonlyMap<string, number>;
  commit(writes: readonly Write[]): void;
}

export function createDisk(): Disk {
  const commits: Array<readonly Write[]> = [];
  const rows = new Map<string, CommentRow>();
  const putComment = async (row: CommentRow) => void rows.set(row.id, row);
  const heads = new Map<string, number>();
  const raise = async (topic: string) => void heads.set(topic, (heads.get(topic) ?? 0) + 1);
  const read: { readonly [name: string | symbol]: unknown } = { putComment, raise };
  const reading = new Proxy({} as Writer, { get: (_, name) => read[name] ?? (async () => 0) });
  return {
    commits,
    rows,
    heads,
    commit: (writes) => {
      commits.push(writes);
      for (const write of writes) void write(reading);
    },
  };
}

export interface StorageFaults {
  /** Takes a while, or for ever if the server dies meanwhile: called wherever a real storage would be waited for. */
  readonly wait: () => Promise<void>;
  /** Mutant: a transaction resolves first, and its commit follows by itself. */
  readonly commitLater?: (commit: () => void) => void;
}

/** The memory storage with the disk's rows in it; a transaction is on the disk from one moment on, at its end. */
export async function openDisk(disk: Disk, epoch: string, { wait, commitLater }: StorageFaults): Promise<Storage> {
  const storage = createMemoryStorage({ epoch });
  for (const writes of disk.commits) {
    await storage.transact(async (transaction) => {
      for (const write of writes) await write(transaction);
    });
  }
  return {
    ...storage,
    view: (work) =>
      storage.view(async (reader) => {
        await wait();
        const result = await work(reader);
        await wait();
        return result;
      }),
    transact: async (work) => {
      await wait();
      const result = await storage.transact(async (transaction) => {
        const writes: Write[] = [];
        const done = await work(recording(transaction, writes, wait));
        await wait();
        if (commitLater) commitLater(() => disk.commit(writes));
        else disk.commit(writes);
        return done;
      });
      // Committed, and nobody knows yet.
      await wait();
      return result;
    },
  };
}

function recording(transaction: Transaction, writes: Write[], wait: () => Promise<void>): Transaction {
  const record = async <T>(write: (to: Parameters<Write>[0]) => Promise<T>): Promise<T> => {
    await wait();
    writes.push(write);
    return write(transaction);
  };
  const names = (Object.keys(transaction) as Array<keyof Writer>).filter((name) => /^(raise|put|drop)/.test(name));
  const recorded = names.map((name) => [name, (...given: never[]) => record((to) => (to[name] as (...given: never[]) => Promise<unknown>)(...given))]);
  return { ...transaction, ...(Object.fromEntries(recorded) as Writer) };
}

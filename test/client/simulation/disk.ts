import {
  type CommentRow,
  createMemoryStorage,
  type ItemRow,
  type Reader,
  type Storage,
  type TopicRow,
  type Transaction,
  type VoteRow,
} from '@bandoc/server/core';

export type Writer = Omit<Transaction, keyof Reader>;

/** One change, as a transaction makes it. */
export interface Change {
  readonly name: keyof Writer;
  readonly given: readonly unknown[];
}

/** What was committed on it outlives every server that used it. */
export interface Disk {
  readonly epoch: string;
  /** What is committed now. */
  readonly storage: Storage;
  /** The truth, for those who check: every comment, topic, vote and other item that is on it. */
  readonly comments: ReadonlyMap<string, CommentRow>;
  readonly topics: ReadonlyMap<string, TopicRow>;
  readonly votes: ReadonlyMap<string, VoteRow>;
  readonly items: ReadonlyMap<string, ItemRow>;
  /** Keeps what this storage, if it is still the disk's, has just taken. */
  committed(by: Storage, changes: readonly Change[]): void;
  /** Goes back by so many commits, as a backup does that is put back; the epoch is this one from now on. */
  setBack(by: number, epoch: string): Promise<void>;
}

export function createDisk(first: string): Disk {
  let epoch = first;
  let storage = createMemoryStorage({ epoch });
  const commits: Array<readonly Change[]> = [];
  const comments = new Map<string, CommentRow>();
  const topics = new Map<string, TopicRow>();
  const votes = new Map<string, VoteRow>();
  const items = new Map<string, ItemRow>();
  const topicOf = (topic: string) => topics.get(topic) ?? { topic, head: 0, total: 0, projected: 0 };
  const note = ({ name, given: [row, totals] }: Change) => {
    if (name === 'raise') topics.set(row as string, { ...topicOf(row as string), head: topicOf(row as string).head + 1 });
    else if (name === 'putTotals') topics.set(row as string, { ...topicOf(row as string), ...(totals as Partial<TopicRow>) });
    else if (name === 'putComment') comments.set((row as CommentRow).id, row as CommentRow);
    else if (name === 'putItem') items.set(`${(row as ItemRow).topic} ${(row as ItemRow).id}`, row as ItemRow);
    else if (name === 'putVote') votes.set(`${(row as VoteRow).target} ${(row as VoteRow).voter}`, row as VoteRow);
  };
  return {
    get epoch() {
      return epoch;
    },
    get storage() {
      return storage;
    },
    comments,
    topics,
    votes,
    items,
    committed: (by, changes) => {
      if (by !== storage) return;
      commits.push(changes);
      changes.forEach(note);
    },
    setBack: async (by, next) => {
      epoch = next;
      storage = createMemoryStorage({ epoch });
      commits.length = Math.max(1, commits.length - by);
      for (const table of [comments, topics, votes, items]) table.clear();
      commits.flat().forEach(note);
      await storage.transact(async (transaction) => {
        for (const change of commits.flat()) await apply(transaction, change);
      });
    },
  };
}

/** Makes one change, and answers what it answers. */
export function apply(writer: Writer, { name, given }: Change): Promise<unknown> {
  return (writer[name] as (...given: readonly unknown[]) => Promise<unknown>)(...given);
}

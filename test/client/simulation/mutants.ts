import type { Store } from '@bandoc/client';
import { type ClientFrame, type Comment, formatCursor, parseCursor, type ServerFrame, threadTopic } from '@bandoc/protocol';
import type { CommentRow, Transaction } from '@bandoc/server/core';
import type { Random } from '../../setup/random.ts';
import type { StorageMutant } from './crashing-storage.ts';
import type { FrameMutant } from './faulty-wire.ts';
import { isOfLater } from './later-version.ts';
import { THREAD } from './tab.ts';

/** Mistakes that are planted one at a time, what each stands for, and the invariants that find it. */
export const MUTANTS = {
  'ack-before-commit': ['the server answers ok before the comment is on the disk', /\[I1\]|\[I5\]|\[I6\]|\[I8\]/],
  'no-unique-key': ['a repeated key makes a second comment', /\[I1\]|\[I2\]|\[I5\]/],
  'no-key-lookup': ['a repeated key is stored over the first', /\[I8\]|\[I10\]/],
  'seq-outside': ['the seq is given out before the transaction that has it', /\[I6\]|\[I7\]|\[I11\]/],
  'refusal-stored': ['what was stored is answered with a refusal', /\[I3\]/],
  'restore-keeps-epoch': ['a backup is put back under the epoch it had', /\[I5\]|\[I6\]|\[I7\]|\[I8\]|\[I12\]/],
  'counters-keep-version': ['counters change and keep their version', /\[I6\]|\[I7\]/],
  'item-dropped': ['the server leaves an item out of an ev', /\[I6\]|\[I7\]/],
  'late-subscription': ['a subscription is registered after its snapshot was read', /\[SB3\]/],
  'delta-cut-short': ['a delta has some of what changed, and not all', /\[I6\]|\[I7\]/],
  'page-skips': ['a page goes on one further than the one before it ended', /\[I15\]|\[I6\]/],
  'tally-forgets': ['a thread is taken for counted before it is', /\[I10\]/],
  'ignore-gaps': ['the client takes every ev as if nothing had been lost before it', /\[I6\]|\[I7\]/],
  'ok-moves-cursor': ['the client takes ok for news of all that came before', /\[I6\]|\[I7\]/],
  'new-key-on-retry': ['the client makes a new key when it sends again', /\[I2\]/],
  'page-as-is': ['the client takes a page that is older than its cursor without asking what changed since', /\[I6\]|\[I7\]/],
  'tabs-rekey': ['a tab that finds an entry in the outbox sends it under a key of its own', /\[I2\]|\[I7\]/],
  'edit-keeps-version': ['words change and keep their version', /\[I6\]|\[I7\]|\[I11\]/],
  'rows-deleted': ['what is deleted is really gone, and leaves nothing in its place', /\[I6\]|\[I7\]|\[I15\]/],
  'words-stay': ['the server goes on showing the words of what was deleted', /\[I4\]/],
  'votes-forgotten': ['reactions are taken for counted and are not', /\[I10\]/],
  'counters-left-out': ['a delta leaves out comments of which only counters changed', /\[I6\]|\[I7\]|\[I11\]/],
  'total-only-rises': ['hiding and deleting leave the total as it was', /\[I10\]/],
  'mine-to-all': ['what one reader alone is told is told to others', /\[I14\]/],
  'mine-untold': ['a reader is never told what she did', /\[I7\]/],
  'conflict-swallowed': ['an edit of words that changed meanwhile is answered ok and left out', /\[I1\]/],
  'deletion-swallowed': ['a deletion is answered ok and left out', /\[I4\]|\[I6\]|\[I7\]|\[I10\]/],
  'chokes-on-unknown': ['the client does not take a frame that has a field it does not know', /\[I7\]/],
  'edit-called-refused': ['an edit is stored and answered with a refusal', /\[I3\]/],
} as const satisfies Record<string, readonly [string, RegExp]>;
export type Mutant = keyof typeof MUTANTS;

/** One mistake, planted outside of the product's code: in storage, on the wire, or in the device's store. */
export interface Planted {
  readonly storage: StorageMutant;
  readonly frames: FrameMutant;
  readonly restoreKeepsEpoch: boolean;
  readonly losesAtMost: number;
  spoil?(store: Store): Store;
}

interface Ports {
  readonly random: Random;
  readonly ids: () => string;
}

export function plant(mutant: Mutant | undefined, { random, ids }: Ports): Planted {
  const base = {
    storage: {},
    frames: {},
    restoreKeepsEpoch: mutant === 'restore-keeps-epoch',
    losesAtMost: mutant === 'ack-before-commit' ? 5 : 0,
  };
  const storage = (of: StorageMutant): Planted => ({ ...base, storage: of });
  const server = (fromServer: (frame: ServerFrame, connection: object) => ServerFrame | readonly ServerFrame[]): Planted => ({
    ...base,
    frames: { fromServer: (frame, connection) => [fromServer(frame, connection)].flat() },
  });
  switch (mutant) {
    case 'seq-outside':
      return storage({ earlySeq: { topic: threadTopic(THREAD), happens: () => random.chance(0.3) } });
    case 'no-key-lookup':
      return storage({ reader: (reader) => ({ ...reader, find: async () => undefined }) });
    case 'no-unique-key':
      return storage({
        reader: (reader) => ({ ...reader, find: async () => undefined }),
        transaction: (transaction) => ({
          ...transaction,
          putComment: async (row) => {
            const known = row.v === row.c && row.cv === row.c ? await transaction.comment(row.topic, row.id) : undefined;
            await transaction.putComment(known && known.c !== row.c ? { ...row, id: ids() } : row);
          },
        }),
      });
    case 'counters-keep-version':
      return storage({
        transaction: (transaction) => ({
          ...transaction,
          putComment: async (row) => transaction.putComment({ ...row, cv: (await transaction.comment(row.topic, row.id))?.cv ?? row.cv }),
        }),
      });
    case 'edit-keeps-version':
      return storage({
        transaction: (transaction) => ({
          ...transaction,
          putComment: async (row) => {
            const before = await transaction.comment(row.topic, row.id);
            await transaction.putComment(before && before.text !== row.text && row.state === 'shown' ? { ...row, v: before.v } : row);
          },
        }),
      });
    case 'rows-deleted':
      return storage({ reader: (reader) => withRows(reader, (row) => (row.state === 'gone' ? [] : [row])) });
    case 'words-stay': {
      const words = new Map<string, string>();
      return storage({
        reader: (reader) =>
          withRows(reader, (row) => {
            if (row.text !== '') words.set(row.id, row.text);
            return [row.state === 'gone' ? { ...row, state: 'shown', text: words.get(row.id) ?? '' } : row];
          }),
      });
    }
    case 'votes-forgotten':
      return storage({ transaction: (transaction) => ({ ...transaction, countVotes: async () => ({}) }) });
    case 'counters-left-out':
      return storage({
        reader: (reader) => ({
          ...reader,
          changedComments: async (topic, since, limit) => (await reader.changedComments(topic, since, limit)).filter((row) => row.v > since),
        }),
      });
    case 'total-only-rises':
      return storage({
        transaction: (transaction) => ({
          ...transaction,
          putTotals: async (topic, totals) => {
            const { total } = await transaction.topic(topic);
            await transaction.putTotals(topic, { ...totals, ...(totals.total !== undefined && { total: Math.max(total, totals.total) }) });
          },
        }),
      });
    case 'page-skips':
      return storage({
        reader: (reader) => ({
          ...reader,
          comments: async (topic, window) => {
            const rows = await reader.comments(topic, window.after ? { ...window, limit: window.limit + 1 } : window);
            return window.after ? rows.slice(1) : rows;
          },
        }),
      });
    case 'tally-forgets':
      return storage({
        transaction: (transaction) => ({
          ...transaction,
          putTotals: async (topic, totals) =>
            transaction.putTotals(topic, totals.total === undefined ? totals : { ...totals, projected: (await transaction.topic(topic)).head }),
        }),
      });
    case 'refusal-stored':
      return server((frame) => (frame.t === 'ok' && random.chance(0.1) ? { t: 'err', id: frame.id, code: 'invalid' } : frame));
    case 'item-dropped':
      return server((frame) => (frame.t === 'ev' && random.chance(0.2) ? { ...frame, items: frame.items.slice(1) } : frame));
    case 'delta-cut-short':
      return server((frame) => (frame.t === 'snap' && frame.mode === 'delta' ? { ...frame, items: frame.items.slice(0, 2) } : frame));
    case 'late-subscription': {
      const fresh = new WeakMap<object, Set<string>>();
      return server((frame, connection) => {
        const topics = fresh.get(connection) ?? new Set();
        fresh.set(connection, topics);
        if (frame.t === 'snap' && frame.follow === 'items' && random.chance(0.3)) topics.add(frame.topic);
        return frame.t === 'ev' && frame.from < frame.to && topics.delete(frame.topic) ? [] : frame;
      });
    }
    case 'ignore-gaps':
      return server((frame) => (frame.t === 'ev' ? { ...frame, from: 0 } : frame));
    case 'ok-moves-cursor':
      return server((frame) => {
        if (frame.t !== 'ok' || frame.at === undefined) return frame;
        const { epoch, seq } = parseCursor(frame.at);
        return [{ t: 'ev', topic: threadTopic(THREAD), epoch, from: 0, to: seq, items: [] }, frame];
      });
    case 'page-as-is':
      return server((frame) => (frame.t === 'snap' && frame.mode === 'page' ? { ...frame, at: formatCursor(parseCursor(frame.at).epoch, 999_999) } : frame));
    case 'mine-to-all': {
      let told: ServerFrame | undefined;
      return server((frame) => {
        if (frame.t === 'ev' && frame.topic.startsWith('mine:') && frame.items.length) told = frame;
        return told && frame.t === 'ok' ? [told, frame] : frame;
      });
    }
    case 'mine-untold':
      return server((frame) => ((frame.t === 'ev' || frame.t === 'snap') && frame.topic.startsWith('mine:') ? { ...frame, items: [] } : frame));
    case 'conflict-swallowed':
      return server((frame) => {
        if (frame.t !== 'err' || frame.code !== 'conflict' || frame.id === undefined) return frame;
        const item = frame.data?.['item'] as Comment;
        return { t: 'ok', id: frame.id, key: item.id, item };
      });
    case 'deletion-swallowed':
      return storage({
        transaction: (transaction) => ({
          ...transaction,
          putComment: async (row) => {
            const before = await transaction.comment(row.topic, row.id);
            await transaction.putComment(before && row.state === 'gone' ? { ...before, v: row.v, cv: row.cv } : row);
          },
        }),
      });
    case 'chokes-on-unknown':
      return { ...base, frames: { takes: (frame) => !isOfLater(frame) } };
    case 'edit-called-refused':
      return server((frame) => (frame.t === 'ok' && frame.item?.edited && random.chance(0.2) ? { t: 'err', id: frame.id, code: 'invalid' } : frame));
    case 'new-key-on-retry': {
      const sent = new Set<string>();
      return {
        ...base,
        frames: {
          fromClient: (frame: ClientFrame) => {
            if (frame.t !== 'put') return frame;
            const again = sent.has(frame.key);
            sent.add(frame.key);
            return again ? { ...frame, key: ids() } : frame;
          },
        },
      };
    }
    case 'tabs-rekey':
      return {
        ...base,
        spoil: (store) => ({
          ...store,
          entries: async () =>
            (await store.entries()).map(([name, value]) => (name.startsWith('outbox:') ? [name, { ...(value as object), key: ids() }] : [name, value])),
        }),
      };
    default:
      return base;
  }
}

/** A reader that has other comments in its lists than there are. */
function withRows<R extends Pick<Transaction, 'comments' | 'changedComments'>>(reader: R, make: (row: CommentRow) => readonly CommentRow[]): R {
  return {
    ...reader,
    comments: async (topic: string, window: Parameters<R['comments']>[1]) => (await reader.comments(topic, window)).flatMap(make),
    changedComments: async (topic: string, since: number, limit: number) => (await reader.changedComments(topic, since, limit)).flatMap(make),
  };
}

import {
  type ClientFrame,
  type Comment,
  type Ev,
  type Item,
  type Position,
  type Put,
  parseCursor,
  type ServerFrame,
  type Snap,
  threadTopic,
} from '@bandoc/protocol';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import type { Disk } from './disk.ts';
import { createPrivateFrames } from './private-frames.ts';

/** One connection or request, as the server sees it. */
export interface Heard {
  received(frames: readonly ClientFrame[]): void;
  sent(frame: ServerFrame): void;
}

/** Sees all that servers send and receive, and says what no server may do, whatever the network does to it afterwards. */
export interface Witness {
  /** Keys of comments that were answered `ok`. */
  readonly acknowledged: Set<string>;
  /** Keys of writes that were refused for good, and not because they are taken; and those of comments and edits that nobody sent since, with their words. */
  readonly everRefused: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, Pick<Put, 'op' | 'data'>>;
  /** Comments of which a reaction was acknowledged and is neither there nor followed by a later one. */
  lostReactions(): string[];
  /** Comments by the version that was acknowledged of them last. */
  readonly changed: Map<string, Position>;
  readonly faults: string[];
  /** The kinds of frames that were sent. */
  readonly kinds: Set<string>;
  listen(name: string): Heard;
  /** What a page says, when it says it. */
  asked(name: string, frames: readonly ClientFrame[]): void;
  /** This page begins anew, or its reader asks for something else: it may ask sooner. */
  begins(name: string): void;
  /** An older state was put back: what it does not have was promised by nobody. */
  restored(): void;
}

interface Ports {
  readonly disk: Disk;
  readonly time: VirtualTime;
  readonly thread: string;
  readonly trace: (line: string) => void;
}

/** Least time between two questions about one topic, ms (invariant I13). */
const BETWEEN = 2_000;

export function createWitness({ disk, time, thread, trace }: Ports): Witness {
  const acknowledged = new Set<string>();
  const everRefused = new Set<string>();
  const refused = new Map<string, Put>();
  /** Comments that were reacted to, by the keys that were acknowledged; and when each key was put first and last. */
  const reacted = new Map<string, string>();
  const asking = new Map<string, { readonly first: number; readonly last: number }>();
  let order = 0;
  const privately = createPrivateFrames(disk, thread);
  const changed = new Map<string, Position>();
  const faults: string[] = [];
  const kinds = new Set<string>();
  /** Comments whose deletion was acknowledged, and the how manyeth it was. */
  const gone = new Map<string, number>();
  let deletions = 0;
  /** How far a reader's own writes are, by tab and topic. */
  const written = new Map<string, Position>();
  const asked = new Map<string, number>();

  /** I5: what is told is on the disk. I4: what was deleted is told no more by an answer that was begun after it. */
  const checkItems = (name: string, items: readonly Item[], epoch: string, begun: number) => {
    if (epoch !== disk.epoch) return;
    for (const item of items) {
      if (!('text' in item)) continue;
      const row = disk.comments.get(item.id);
      if (!row || row.v < item.v) faults.push(`[I5] ${name} is told of ${item.id} at ${item.v}, which is not on the disk`);
      const order = gone.get(item.id);
      if (order !== undefined && order < begun) faults.push(`[I4] ${name} is told the words of ${item.id} after its deletion was acknowledged`);
    }
  };

  /** What is acknowledged of an edit is that its words are there, unless others are by now. */
  const checkEdited = ({ key, target = '', data: { text } }: Put, item: Comment | undefined, at: string | undefined) => {
    const row = disk.comments.get(target);
    if (!row || (at !== undefined && parseCursor(at).epoch !== disk.epoch) || (item && item.v < row.v)) return;
    if (row.lastKey !== key || row.text !== text) faults.push(`[I1] an edit ${key} was acknowledged, and ${target} has other words`);
  };

  const listen = (name: string): Heard => {
    const alone = privately.listen(name);
    const puts = new Map<number, Put>();
    const begun = new Map<number, number>();
    const beginning = deletions;
    /** How far each topic was told on this connection, and how far this reader's own writes were when it began, and since. */
    const told = new Map<string, number>();
    const own = new Map([...written].filter(([place]) => place.startsWith(`${name} `)));

    const snap = (frame: Snap) => {
      kinds.add(`snap ${frame.mode}`);
      const at = parseCursor(frame.at);
      checkItems(name, frame.items, at.epoch, begun.get(frame.id ?? -1) ?? beginning);
      if (frame.follow === 'items') told.set(frame.topic, at.seq);
      const mine = own.get(`${name} ${frame.topic}`);
      if (mine?.epoch === at.epoch && at.seq < mine.seq) faults.push(`[I12] ${name} wrote at ${mine.seq} and then reads ${at.seq}`);
    };
    const ev = (frame: Ev) => {
      kinds.add('ev');
      checkItems(name, frame.items, frame.epoch, 0);
      const before = told.get(frame.topic);
      // One that is empty says that there is more than it could carry (rule EV6).
      if (before !== undefined && frame.from > before && frame.from < frame.to)
        faults.push(`[SB3] ${name} is told of ${frame.topic} from ${frame.from}, and had ${before}`);
      told.set(frame.topic, Math.max(before ?? 0, frame.to));
    };
    const ok = ({ id, key, at, item, dup }: ServerFrame & { t: 'ok' }) => {
      const put = puts.get(id);
      if (!put) return;
      const { op, topic, target } = put;
      kinds.add(`ok ${op}${dup ? ' dup' : ''}`);
      trace(`${name} is told ok of ${op} ${key}${target ? ` of ${target}` : ''}${dup ? ', again' : ''}${at ? ` at ${at}` : ''}`);
      if (op === 'add') acknowledged.add(key);
      if (op === 'react' && target !== undefined) reacted.set(key, target);
      if (op === 'edit') checkEdited(put, item, at);
      if (op === 'del' && target !== undefined) gone.set(target, deletions++);
      if (item && 'v' in item && disk.comments.has(item.id)) changed.set(item.id, { epoch: disk.epoch, seq: item.v });
      if (at === undefined) return;
      own.set(`${name} ${topic}`, parseCursor(at));
      written.set(`${name} ${topic}`, parseCursor(at));
    };

    return {
      received: (frames) => {
        for (const frame of frames) {
          if (frame.t === 'sub') begun.set(frame.id, deletions);
          if (frame.t !== 'put') continue;
          puts.set(frame.id, frame);
          asking.set(frame.key, { first: asking.get(frame.key)?.first ?? order + 1, last: (order += 1) });
          // Whoever did not hear the refusal may ask again, and things may have changed.
          refused.delete(frame.key);
          trace(`${name} puts ${frame.op} ${frame.key}${frame.target ? ` of ${frame.target}` : ''}`);
        }
      },
      sent: (frame) => {
        faults.push(...alone.sent(frame));
        if (frame.t === 'snap') snap(frame);
        else if (frame.t === 'ev') ev(frame);
        else if (frame.t === 'ok') ok(frame);
        else if (frame.t === 'err') {
          kinds.add(`err ${frame.code}`);
          const put = frame.id === undefined ? undefined : puts.get(frame.id);
          if (put) trace(`${name} is told ${frame.code} of ${put.op} ${put.key}`);
          if (!put || frame.retry !== undefined || frame.code === 'key-reuse') return;
          everRefused.add(put.key);
          // A change that was stored when it was put first, and has another one after it, is a conflict when it is put again.
          const { first, last } = asking.get(put.key) ?? {};
          if (put.op === 'add' || first === last) refused.set(put.key, put);
        }
      },
    };
  };

  return {
    acknowledged,
    everRefused,
    refused,
    changed,
    faults,
    kinds,
    listen,
    lostReactions: () => {
      const votes = [...disk.votes.values()];
      const isThere = (key: string, target: string) =>
        votes.some((vote) => vote.target === target && (vote.key === key || (asking.get(vote.key)?.last ?? 0) > (asking.get(key)?.first ?? 0)));
      return [...reacted].filter(([key, target]) => !isThere(key, target)).map(([key, target]) => `${key} of ${target}`);
    },
    asked: (name, frames) => {
      for (const frame of frames) {
        // A reader's own begins anew with whoever she is.
        if (frame.t !== 'sub' || frame.topic.startsWith('mine:')) continue;
        const place = `${name} ${frame.topic} ${frame.sort ?? ''}`;
        const before = asked.get(place);
        if (before !== undefined && time.now() - before < BETWEEN) faults.push(`[I13] ${place} is asked for again after ${time.now() - before} ms`);
        asked.set(place, time.now());
      }
    },
    begins: (name) => {
      for (const place of asked.keys()) if (place.startsWith(`${name} `)) asked.delete(place);
    },
    restored: () => {
      const { head = 0 } = disk.topics.get(threadTopic(thread)) ?? {};
      for (const key of acknowledged) if (!disk.comments.has(key)) acknowledged.delete(key);
      for (const [key, target] of reacted) if (![...disk.votes.values()].some((vote) => vote.target === target && vote.key === key)) reacted.delete(key);
      for (const id of gone.keys()) if (disk.comments.get(id)?.state !== 'gone') gone.delete(id);
      for (const [id, { seq }] of changed) if (seq > head) changed.delete(id);
    },
  };
}

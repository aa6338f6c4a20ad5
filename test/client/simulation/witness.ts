import { type ClientFrame, type Ev, type Item, type Position, type Put, parseCursor, type ServerFrame, type Snap, threadTopic } from '@bandoc/protocol';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import type { Disk } from './disk.ts';

/** One connection or request, as the server sees it. */
export interface Heard {
  received(frames: readonly ClientFrame[]): void;
  sent(frame: ServerFrame): void;
}

/** Sees all that servers send and receive, and says what no server may do, whatever the network does to it afterwards. */
export interface Witness {
  /** Keys of comments that were answered `ok`. */
  readonly acknowledged: Set<string>;
  /** Keys of comments that were refused for good, and not because they are taken; and those of them that nobody sent since. */
  readonly everRefused: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
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
  const refused = new Set<string>();
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

  const listen = (name: string): Heard => {
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
          // Whoever did not hear the refusal may ask again, and things may have changed.
          refused.delete(frame.key);
          trace(`${name} puts ${frame.op} ${frame.key}${frame.target ? ` of ${frame.target}` : ''}`);
        }
      },
      sent: (frame) => {
        if (frame.t === 'snap') snap(frame);
        else if (frame.t === 'ev') ev(frame);
        else if (frame.t === 'ok') ok(frame);
        else if (frame.t === 'err') {
          kinds.add(`err ${frame.code}`);
          const put = frame.id === undefined ? undefined : puts.get(frame.id);
          if (put) trace(`${name} is told ${frame.code} of ${put.op} ${put.key}`);
          if (put?.op !== 'add' || frame.retry !== undefined || frame.code === 'key-reuse') return;
          everRefused.add(put.key);
          refused.add(put.key);
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
      for (const id of gone.keys()) if (disk.comments.get(id)?.state !== 'gone') gone.delete(id);
      for (const [id, { seq }] of changed) if (seq > head) changed.delete(id);
    },
  };
}

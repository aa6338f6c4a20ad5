import {
  type ClientFrame,
  type Discovery,
  type Err,
  type Ev,
  formatCursor,
  type Hello,
  parseCursor,
  parseTopic,
  type Snap,
  type Sub,
  type Welcome,
} from '@bandoc/protocol';
import type { Link, LinkHandlers, Query, Wire } from '../ports.ts';
import { roundCursor } from '../rounded-cursor.ts';

/** What the HTTP binding is made of. Each promise may reject with a `WireError`. */
export interface HttpRequests {
  /** `POST {base}/v1/frames`: the answers in the order of the frames, or the err that refuses them all. */
  post(frames: readonly ClientFrame[]): Promise<readonly unknown[] | Err>;
  get: Wire['get'];
  /** Opens an event stream of topics, each `topic@cursor` (rule ES1), where the server has them. */
  stream?(places: readonly string[], message: (frames: unknown) => void): EventStream;
}

/** over: it came to its end, as each does after a while (rule ES3) · absent: nothing came · an err: it is refused. */
export type StreamEnd = 'over' | 'absent' | Err;

export interface EventStream {
  readonly ended: Promise<StreamEnd>;
  close(): void;
}

/** Kinds that only their reader may see: no cache may have them, and a stream speaks for nobody (rule ES6). */
const PRIVATE = ['mine', 'mod'];
/** What a UTF-16 unit is at most in UTF-8. */
const BYTES = 3;
/** Ids that an address has room for; with more the question is posted. */
const MOST_IDS = 100;
/** How often what is not streamed is asked for, ms, where the server says nothing of it: pages promise news within seconds. */
const POLL = 10_000;

/**
 * A connection over HTTP. What is said is posted, one request at a time, each under the token of the last welcome; what is followed is read by
 * GET, so that caches can answer, and goes on as an event stream from there, or is granted as `poll` where there is none.
 */
export class HttpLink implements Link {
  readonly #requests: HttpRequests;
  readonly #handlers: LinkHandlers;
  readonly #max: Discovery['max'];
  readonly #queue: ClientFrame[] = [];
  /** Topics that are followed, and up to where they were told. */
  readonly #followed = new Map<string, string>();
  /** Those of them that the stream brings. */
  #streamed: readonly string[] = [];
  #stream: EventStream | undefined;
  #hasStreams: boolean;
  /** What every post begins with, once somebody speaks. */
  #speaker: Hello | undefined;
  #open = true;
  #posting = false;
  #reading = 0;

  constructor(requests: HttpRequests, handlers: LinkHandlers, { max }: Discovery) {
    this.#requests = requests;
    this.#handlers = handlers;
    this.#max = max;
    this.#hasStreams = requests.stream !== undefined;
  }

  send(frames: readonly ClientFrame[]): void {
    for (const frame of frames) {
      if (frame.t === 'unsub') this.#followed.delete(frame.topic);
      else if (frame.t === 'sub' && frame.follow !== 'off' && isAddress(frame)) void this.#read(frame);
      // A note is lossy, and not worth a request.
      else if (frame.t !== 'note') this.#queue.push(frame);
    }
    if (!this.#posting) void this.#post();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stream?.close();
    this.#handlers.closed();
  }

  #hear(message: unknown): void {
    if (this.#open) this.#handlers.frames(message);
  }

  async #read(sub: Sub): Promise<void> {
    this.#reading += 1;
    try {
      // Who asks for all anew after a gap is not to be answered by what a cache has from before it.
      const held = sub.since === undefined ? this.#followed.get(sub.topic) : undefined;
      const answer = await this.#requests.get(sub.topic, { ...queryOf(sub), ...(held !== undefined && { min: String(parseCursor(held).seq) }) });
      this.#hear([this.#grant(sub, answer)]);
      this.#reading -= 1;
      this.#follow();
    } catch {
      this.close();
    }
  }

  async #post(): Promise<void> {
    this.#posting = true;
    try {
      while (this.#open && this.#queue.length) {
        const batch = this.#nextBatch();
        const answers = await this.#requests.post(batch.map((frame) => (frame.t === 'sub' ? { ...frame, follow: 'off' } : frame)));
        this.#hear(Array.isArray(answers) ? answers.map((answer, i) => this.#answered(batch[i], answer)) : [answers]);
        this.#follow();
      }
    } catch {
      this.close();
    }
    this.#posting = false;
  }

  #nextBatch(): ClientFrame[] {
    const batch: ClientFrame[] = this.#speaker && this.#queue[0]?.t !== 'hello' ? [this.#speaker] : [];
    const { message, batch: most } = this.#max;
    do batch.push(this.#queue.shift() as ClientFrame);
    while (this.#queue[0] && batch.length < most && JSON.stringify([...batch, this.#queue[0]]).length * BYTES <= message);
    return batch;
  }

  #answered(frame: ClientFrame | undefined, answer: unknown): unknown {
    if (frame?.t === 'sub' && frame.follow !== 'off') return this.#grant(frame, answer);
    if (frame?.t === 'hello') {
      const { t, auth = frame.auth } = answer as Partial<Welcome>;
      // Nobody waits for an answer to it: its id is no request's.
      this.#speaker = t === 'welcome' && auth !== undefined ? { t: 'hello', id: 0, v: frame.v, site: frame.site, auth } : undefined;
    }
    return answer;
  }

  /** The answer to a sub that is to be followed, as this binding grants it. */
  #grant({ id, topic }: Sub, answer: unknown): unknown {
    if ((answer as Partial<Snap>).t !== 'snap') return { ...(answer as Err), id };
    const snap = answer as Snap;
    const isStreamed = this.#hasStreams && !isPrivate(topic);
    if (isStreamed) this.#followed.set(topic, snap.at);
    return { ...snap, id, ...(isStreamed ? { follow: 'items' } : { follow: 'poll', next: snap.next ?? POLL }) };
  }

  /** Streams what is followed, anew when something was added to it. */
  #follow(): void {
    const topics = [...this.#followed.keys()];
    if (!this.#open || this.#reading || topics.every((topic) => this.#streamed.includes(topic))) return;
    this.#stream?.close();
    this.#streamed = topics;
    const begun = new Map(this.#followed);
    const places = [...begun].map(([topic, cursor]) => `${topic}@${cursor}`);
    let heard = false;
    const mine = this.#requests.stream?.(places, (message) => {
      heard = true;
      if (this.#stream === mine) this.#hear([message].flat().map((frame) => this.#pass(frame, begun)));
    });
    this.#stream = mine;
    if (mine) void this.#await(mine, () => heard);
  }

  async #await(stream: EventStream, heard: () => boolean): Promise<void> {
    const how = await stream.ended.catch(() => undefined);
    if (this.#stream !== stream) return;
    this.#streamed = [];
    if (how === undefined) this.close();
    else if (typeof how === 'object') this.#hear([how]);
    else if (how === 'over' && heard()) this.#follow();
    else this.#giveStreamsUp();
  }

  /** A stream's frame, as a connection would have it; `begun` has the cursors that it was opened with. */
  #pass(frame: unknown, begun: ReadonlyMap<string, string>): unknown {
    const { t, topic = '' } = (frame ?? {}) as Partial<Ev | Err | Snap>;
    const cursor = this.#followed.get(topic);
    if (cursor === undefined) return frame;
    if (t === 'err') {
      this.#followed.delete(topic);
      this.#streamed = this.#streamed.filter((one) => one !== topic);
    }
    if (t !== 'ev' && t !== 'snap') return frame;
    const ev = t === 'snap' ? eventOf(frame as Snap, begun.get(topic) ?? cursor) : (frame as Ev);
    this.#followed.set(topic, later(cursor, ev));
    return ev;
  }

  /** What was promised as a stream is to be asked for again, and is then granted as polls. */
  #giveStreamsUp(): void {
    this.#hasStreams = false;
    const topics = [...this.#followed.keys()];
    this.#followed.clear();
    this.#hear(topics.map((topic) => ({ t: 'err', topic, code: 'slow', retry: 0 })));
  }
}

function isPrivate(topic: string): boolean {
  return PRIVATE.includes(parseTopic(topic).kind);
}

/** Whether a sub can be asked by an address that caches know (rule HT2). */
function isAddress({ topic, ids = [], limit = 20 }: Sub): boolean {
  return !isPrivate(topic) && ids.length <= MOST_IDS && (limit === 20 || limit === 50);
}

function queryOf({ topic, since, limit = 20, sort = 'new', ids }: Sub): Query {
  return {
    ...(sort !== 'new' && { sort }),
    ...(limit !== 20 && { limit: String(limit) }),
    ...(ids && { ids: ids.join(',') }),
    // Counts are few, and whole answers to them are the same for all.
    ...(since !== undefined && parseTopic(topic).kind === 'thread' && { since: roundCursor(since) }),
  };
}

/** What a stream begins with, which nobody asked for by a sub: what changed since its cursor, or, where that is not told, a beacon that makes the client ask. */
function eventOf({ topic, at, mode, items, total }: Snap, since: string): Ev {
  const { epoch, seq } = parseCursor(at);
  if (mode !== 'delta') return { t: 'ev', topic, epoch, from: seq, to: seq, items: [] };
  return { t: 'ev', topic, epoch, from: parseCursor(since).seq, to: seq, items, ...(total !== undefined && { total }) };
}

function later(cursor: string, { epoch, to }: Ev): string {
  const held = parseCursor(cursor);
  return held.epoch === epoch && to > held.seq ? formatCursor(epoch, to) : cursor;
}

import { clientFrames, type Err, type ServerFrame, type Snap } from '@bandoc/protocol';
import type { Core, Session, Wire } from '../core/index.ts';

/** Counts what passes between a core and one of its bindings; every word it is given is one of few. */
export interface Counts {
  received(kind: string): void;
  sent(kind: ServerFrame['t']): void;
  /** A write was answered: `ok`, `dup`, or the code of its refusal. */
  written(outcome: string): void;
  /** A topic was read once, by GET. */
  read(outcome: string): void;
  /** A connection of a binding has come (1) or gone (-1). */
  connected(binding: string, change: 1 | -1): void;
  turnedAway(binding: string): void;
}

/** The same core, counted: what binding it is handed to is told by that one's name. */
export function watchCore(core: Core, binding: string, counts: Counts): Core {
  return {
    ...core,

    connect: (peer, wire) => {
      const watched = new WatchedConnection(binding, wire, counts);
      watched.session = core.connect(peer, watched);
      if (watched.left) counts.turnedAway(binding);
      return watched;
    },

    listen: async (places, peer, wire) => {
      const watched = new WatchedConnection('stream', wire, counts);
      const session = await core.listen(places, peer, watched);
      if (!('code' in session)) {
        watched.session = session;
        return watched;
      }
      watched.leave();
      counts.turnedAway('stream');
      return session;
    },

    read: (...request) => {
      const counted = (answer: Snap | Err) => {
        counts.read(answer.t === 'err' ? answer.code : 'ok');
        return answer;
      };
      const answer = core.read(...request);
      return answer instanceof Promise ? answer.then(counted) : counted(answer);
    },

    post: async (message, ...request) => {
      const puts = new Set(framesOf(message).flatMap((value) => countReceived(value, counts) ?? []));
      const answers = await core.post(message, ...request);
      for (const frame of Array.isArray(answers) ? answers : refusalsOf(answers, puts)) countSent(frame, puts, counts);
      return answers;
    },
  };
}

/** A connection seen from both sides: to its binding the session, to the core the wire. */
class WatchedConnection implements Session, Wire {
  readonly #binding: string;
  readonly #wire: Wire;
  readonly #counts: Counts;
  /** The writes that have no answer yet. */
  #puts: Set<number> | undefined;
  session: Session | undefined;
  /** Whether it counts no more among the open ones. */
  left = false;

  constructor(binding: string, wire: Wire, counts: Counts) {
    this.#binding = binding;
    this.#wire = wire;
    this.#counts = counts;
    counts.connected(binding, 1);
  }

  send(frames: readonly ServerFrame[]): void {
    for (const frame of frames) countSent(frame, this.#puts, this.#counts);
    if (this.#puts?.size === 0) this.#puts = undefined;
    this.#wire.send(frames);
  }

  end(reason: Err): void {
    this.leave();
    this.#wire.end(reason);
  }

  waiting(): number {
    return this.#wire.waiting?.() ?? 0;
  }

  receive(message: unknown): void {
    for (const value of framesOf(message)) {
      const put = countReceived(value, this.#counts);
      if (put !== undefined) (this.#puts ??= new Set()).add(put);
    }
    this.session?.receive(message);
  }

  close(): void {
    this.leave();
    this.session?.close();
  }

  finish(reason: Err): void {
    this.session?.finish(reason);
  }

  async drain(reason: Err): Promise<void> {
    await this.session?.drain(reason);
  }

  async conclude(): Promise<void> {
    await this.session?.conclude();
  }

  leave(): void {
    if (!this.left) this.#counts.connected(this.#binding, -1);
    this.left = true;
  }
}

function framesOf(message: unknown): readonly unknown[] {
  return Array.isArray(message) ? message : [message];
}

/** Answers the id of a write. */
function countReceived(value: unknown, counts: Counts): number | undefined {
  const { t, id } = (value ?? {}) as { readonly t?: unknown; readonly id?: unknown };
  const known = typeof t === 'string' && Object.hasOwn(clientFrames, t);
  counts.received(known ? t : 'other');
  return t === 'put' && typeof id === 'number' ? id : undefined;
}

function countSent(frame: ServerFrame, puts: Set<number> | undefined, counts: Counts): void {
  counts.sent(frame.t);
  if ((frame.t !== 'ok' && frame.t !== 'err') || frame.id === undefined || !puts?.delete(frame.id)) return;
  counts.written(frame.t === 'err' ? frame.code : frame.dup ? 'dup' : 'ok');
}

/** One refusal of a whole request stands for one of each write in it. */
function refusalsOf(err: Err, puts: ReadonlySet<number>): Err[] {
  return puts.size === 0 ? [err] : [...puts].map((id) => ({ ...err, id }));
}

import { clientFrames, type Err, type ServerFrame } from '@bandoc/protocol';
import type { Core, Session } from '../core/index.ts';

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

    connect: (peer, send, end, waiting) => {
      const puts = new Set<number>();
      const place = enter(binding, counts);
      const session = core.connect(
        peer,
        (frames) => {
          for (const frame of frames) countSent(frame, puts, counts);
          send(frames);
        },
        (reason) => {
          place.leave();
          end(reason);
        },
        waiting,
      );
      if (place.left) counts.turnedAway(binding);
      return {
        ...leaving(session, place.leave),
        receive: (message) => {
          for (const value of framesOf(message)) countReceived(value, puts, counts);
          session.receive(message);
        },
      };
    },

    listen: async (places, peer, send, end, waiting) => {
      const place = enter('stream', counts);
      const session = await core.listen(
        places,
        peer,
        (frames) => {
          for (const { t } of frames) counts.sent(t);
          send(frames);
        },
        (reason) => {
          place.leave();
          end(reason);
        },
        waiting,
      );
      if (!('code' in session)) return leaving(session, place.leave);
      place.leave();
      counts.turnedAway('stream');
      return session;
    },

    read: async (...request) => {
      const snap = await core.read(...request);
      counts.read(snap.t === 'err' ? snap.code : 'ok');
      return snap;
    },

    post: async (message, ...request) => {
      const puts = new Set<number>();
      for (const value of framesOf(message)) countReceived(value, puts, counts);
      const answers = await core.post(message, ...request);
      for (const frame of Array.isArray(answers) ? answers : refusalsOf(answers, puts)) countSent(frame, puts, counts);
      return answers;
    },
  };
}

/** A place among the connections of a binding, which is left once. */
function enter(binding: string, counts: Counts): { readonly left: boolean; leave(): void } {
  let left = false;
  counts.connected(binding, 1);
  return {
    get left() {
      return left;
    },
    leave: () => {
      if (!left) counts.connected(binding, -1);
      left = true;
    },
  };
}

function leaving(session: Session, leave: () => void): Session {
  return {
    ...session,
    close: () => {
      leave();
      session.close();
    },
  };
}

function framesOf(message: unknown): readonly unknown[] {
  return Array.isArray(message) ? message : [message];
}

/** `puts` remembers the writes that have no answer yet. */
function countReceived(value: unknown, puts: Set<number>, counts: Counts): void {
  const { t, id } = (value ?? {}) as { readonly t?: unknown; readonly id?: unknown };
  const known = typeof t === 'string' && Object.hasOwn(clientFrames, t);
  counts.received(known ? t : 'other');
  if (t === 'put' && typeof id === 'number') puts.add(id);
}

function countSent(frame: ServerFrame, puts: Set<number>, counts: Counts): void {
  counts.sent(frame.t);
  if ((frame.t !== 'ok' && frame.t !== 'err') || frame.id === undefined || !puts.delete(frame.id)) return;
  counts.written(frame.t === 'err' ? frame.code : frame.dup ? 'dup' : 'ok');
}

/** One refusal of a whole request stands for one of each write in it. */
function refusalsOf(err: Err, puts: ReadonlySet<number>): Err[] {
  return puts.size === 0 ? [err] : [...puts].map((id) => ({ ...err, id }));
}

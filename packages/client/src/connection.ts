import {
  type Discovery,
  type Err,
  type Ev,
  type Hello,
  type Note,
  type Ok,
  PROTOCOL_VERSION,
  type Put,
  type ServerFrame,
  type Sub,
  type Unsub,
  type Welcome,
} from '@bandoc/protocol';
import { Backoff } from './backoff.ts';
import type { Hub } from './hub.ts';
import type { Link } from './ports.ts';
import { readFrame } from './server-frame.ts';
import { failureOf, type Trouble, troubleOf, troubleOfWire } from './trouble.ts';

/** No answer for so long means that there will be none. */
const ANSWER = 15_000;
/** A connection nobody looks at, or nobody wants, is given up after this. */
const HIDDEN = 60_000;
const UNWANTED = 10_000;
/** One that held so long was good: the next failure counts as the first. */
const PROVEN = 30_000;

/** A request as it is asked; the connection numbers it. */
export type Request = Omit<Hello, 'id' | 'v' | 'site'> | Omit<Sub, 'id'> | Omit<Put, 'id'>;

export interface ConnectionEvents {
  /** Who is to speak at first. */
  introduce(): Promise<Pick<Hello, 'auth'>>;
  /** The first hello's token was refused; it is asked again who is to speak. */
  refused(): Promise<void>;
  up(welcome: Welcome): void;
  down(): void;
  /** What nobody asked for. */
  frame(frame: Ev | Err | Note): void;
  /** The answer to a put that was given up: what it says is as true as before. */
  late(ok: Ok): void;
}

/** The one connection of a client: opened when wanted, greeted, lost, and opened again, never sooner than it may. */
export class Connection {
  readonly #hub: Hub;
  readonly #events: ConnectionEvents;
  readonly #backoff: Backoff;
  readonly #waiting = new Map<number, (answer: ServerFrame | undefined) => void>();
  #wanted = false;
  /** The page was hidden for long, or is about to leave. */
  #away = false;
  /** The server refused for good. */
  #fatal = false;
  /** Raised by every end and beginning, so that what belongs to an earlier one is not heard. */
  #attempt = 0;
  #phase: 'none' | 'opening' | 'up' | 'waiting' = 'none';
  #discovery: Discovery | undefined;
  #link: Link | undefined;
  #lastId = 0;
  #upAt = 0;
  #retry: number | undefined;
  #cancel: () => void = () => {};
  #cancelAway: (() => void) | undefined;
  #cancelUnwanted: (() => void) | undefined;

  constructor(hub: Hub, events: ConnectionEvents) {
    this.#hub = hub;
    this.#events = events;
    this.#backoff = new Backoff(hub.ports.random);
    this.pageChanged();
  }

  get up(): boolean {
    return this.#phase === 'up';
  }

  want(wanted: boolean): void {
    this.#cancelUnwanted?.();
    this.#cancelUnwanted = undefined;
    if (wanted || !this.#wanted) {
      this.#wanted = wanted;
      this.#settle();
      return;
    }
    // A view that is closed is often followed by another one.
    this.#cancelUnwanted = this.#hub.ports.timers.after(UNWANTED, () => {
      this.#wanted = false;
      this.#settle();
    });
  }

  /** Tries now what it would try later, also after a final refusal. */
  reload(): void {
    this.#fatal = false;
    this.#hub.refusal = undefined;
    if (this.#phase === 'waiting') this.#end('none');
    this.#settle();
  }

  /** There is none any more: opens another one after a while. */
  lost(): void {
    if (this.#phase === 'up' && this.#hub.ports.clock.now() - this.#upAt >= PROVEN) this.#backoff.reset();
    this.#end('waiting');
    this.#hub.setConnection('backoff');
    this.#cancel = this.#hub.ports.timers.after(this.#backoff.next(this.#retry), () => {
      this.#phase = 'none';
      this.#settle();
    });
    this.#retry = undefined;
    this.#settle();
  }

  pageChanged(): void {
    const { page, timers } = this.#hub.ports;
    const visibility = page?.visibility ?? 'visible';
    if (visibility !== 'hidden') {
      this.#cancelAway?.();
      this.#cancelAway = undefined;
      this.#away = visibility === 'leaving';
    } else {
      this.#cancelAway ??= timers.after(HIDDEN, () => {
        this.#away = true;
        this.#settle();
      });
    }
    this.#settle();
  }

  /**
   * Asks, and calls back once: with the answer, or with nothing when the connection was lost or `ANSWER` ms passed. Called back at once
   * when it comes, so that what follows it in the same message finds it taken. `strict`: no answer means that the connection is lost.
   */
  ask(request: Request, answered: (answer: ServerFrame | undefined) => void, strict: boolean): void {
    if (!this.#link) {
      answered(undefined);
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const cancel = this.#hub.ports.timers.after(ANSWER, () => {
      if (strict) this.lost();
      else this.#answer(id, undefined);
    });
    this.#waiting.set(id, (answer) => {
      cancel();
      answered(answer);
    });
    const whole = request.t === 'hello' ? { ...request, id, v: [PROTOCOL_VERSION], site: this.#discovery?.site ?? '' } : { ...request, id };
    this.#link.send([whole]);
  }

  send(frame: Unsub): void {
    this.#link?.send([frame]);
  }

  close(): void {
    this.#cancelAway?.();
    this.#cancelUnwanted?.();
    this.#wanted = false;
    this.#settle();
  }

  /** Brings what is into line with what is wanted. */
  #settle(): void {
    const online = this.#hub.ports.page?.online ?? true;
    const barred = this.#fatal ? 'fatal' : this.#away ? 'hidden' : !online ? 'offline' : undefined;
    if (!this.#wanted || barred) {
      this.#end('none');
      this.#hub.setConnection(this.#wanted ? (barred ?? 'idle') : 'idle');
    } else if (this.#phase === 'none') void this.#open();
  }

  async #open(): Promise<void> {
    this.#end('opening');
    const attempt = this.#attempt;
    const current = () => attempt === this.#attempt;
    this.#hub.setConnection('connecting');
    this.#cancel = this.#hub.ports.timers.after(ANSWER + ANSWER, () => this.lost());
    try {
      this.#discovery ??= await this.#hub.ports.wire.discover();
      if (!current()) return;
      const link = await this.#hub.ports.wire.connect(
        {
          frames: (message) => {
            if (current()) this.#receive(message, current);
          },
          closed: () => {
            if (current()) this.lost();
          },
        },
        this.#discovery,
      );
      if (!current()) {
        link.close();
        return;
      }
      this.#link = link;
      await this.#greet(current);
    } catch (error) {
      if (!current()) return;
      // The server may have moved since it was asked where it listens.
      this.#discovery = undefined;
      this.#failed(troubleOfWire(error));
    }
  }

  async #greet(current: () => boolean): Promise<void> {
    const speaker = await this.#events.introduce();
    if (!current()) return;
    this.ask(
      { t: 'hello', ...speaker },
      (answer) => {
        if (!answer) return;
        if (answer.t === 'welcome') this.#greeted(answer);
        else if (answer.t === 'err' && answer.code === 'auth' && speaker.auth !== undefined) {
          void this.#events.refused().then(() => (current() ? this.#greet(current) : undefined));
        } else this.#failed(answer.t === 'err' ? troubleOf(answer) : { code: 'unreadable', final: false });
      },
      true,
    );
  }

  #greeted(welcome: Welcome): void {
    this.#cancel();
    this.#phase = 'up';
    this.#upAt = this.#hub.ports.clock.now();
    this.#hub.tellTime(welcome.now, true);
    this.#hub.setConnection('up');
    this.#events.up(welcome);
  }

  #receive(message: unknown, current: () => boolean): void {
    for (const value of Array.isArray(message) ? message : [message]) {
      const frame = readFrame(value, this.#hub.ports.leftOut);
      // What one frame leads to may end the connection.
      if (!frame || !current()) continue;
      if (frame.t === 'ev' || frame.t === 'note') this.#events.frame(frame);
      else if (frame.t === 'ok' && !this.#waiting.has(frame.id)) this.#events.late(frame);
      else if (frame.id !== undefined) this.#answer(frame.id, frame);
      else if (frame.t === 'err') {
        if (frame.topic !== undefined) this.#events.frame(frame);
        else this.#failed(troubleOf(frame));
      }
    }
  }

  #answer(id: number, answer: ServerFrame | undefined): void {
    const answered = this.#waiting.get(id);
    this.#waiting.delete(id);
    answered?.(answer);
  }

  /** The server says that this connection ends, or there was none. */
  #failed(trouble: Trouble): void {
    if (trouble.final && FATAL.includes(trouble.code)) {
      this.#fatal = true;
      this.#hub.refusal = failureOf(trouble);
      this.#settle();
    } else {
      this.#retry = trouble.retry;
      this.lost();
    }
  }

  #end(phase: 'none' | 'opening' | 'waiting'): void {
    const wasUp = this.#phase === 'up';
    this.#phase = phase;
    this.#attempt += 1;
    this.#cancel();
    this.#link?.close();
    this.#link = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answered of waiting) answered(undefined);
    if (wasUp) this.#events.down();
  }
}

/** Refusals that a new connection would only draw again. */
const FATAL = ['version', 'denied', 'not-found', 'refused-origin'];

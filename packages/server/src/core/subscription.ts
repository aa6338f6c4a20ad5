import type { Ev } from '@bandoc/protocol';
import type { HeadNotes } from './head-notes.ts';
import type { Follower, Hub } from './hub.ts';
import type { Outlet } from './outlet.ts';
import type { Clock } from './ports.ts';

/** One topic that one connection follows, named as it is kept. Events that come before its snap are held, so that what is sent is one line without a gap. */
export class Subscription implements Follower {
  readonly topic: string;
  readonly #hub: Hub;
  readonly #clock: Clock;
  readonly #outlet: Pick<Outlet, 'tell'>;
  readonly #notes: HeadNotes | undefined;
  #held: Array<readonly [Ev]> | undefined = [];
  #heard: number;
  #told = 0;

  constructor(topic: string, hub: Hub, clock: Clock, outlet: Pick<Outlet, 'tell'>, notes?: HeadNotes) {
    this.topic = topic;
    this.#hub = hub;
    this.#clock = clock;
    this.#outlet = notes ?? outlet;
    this.#notes = notes;
    this.#heard = clock.now();
  }

  /** Whether events are sent: its snap was, and it is not followed for its head alone. */
  get live(): boolean {
    return this.#held === undefined && !this.#notes;
  }

  deliver(frames: readonly [Ev]): void {
    if (this.#held) this.#held.push(frames);
    else this.#tell(frames);
  }

  #tell(frames: readonly [Ev]): void {
    this.#heard = this.#clock.now();
    this.#told = frames[0].to;
    this.#outlet.tell(frames);
  }

  /** The snap was sent and reads up to `seq`: what was held beyond it follows. */
  begin(seq: number): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#heard = this.#clock.now();
    this.#told = seq;
    for (const frames of held) if (frames[0].to > seq) this.#tell(frames);
  }

  /** Whether nothing was sent since `time` (ms). */
  isSilent(time: number): boolean {
    return this.live && this.#heard <= time;
  }

  stop(): void {
    this.#notes?.close();
    this.#hub.leave(this.topic, this);
  }

  /** Stops, and answers all that is left to tell. */
  conclude(): Promise<Ev> {
    this.stop();
    return this.#hub.latest(this.topic, this.#told);
  }
}

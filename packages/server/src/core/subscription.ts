import type { Ev } from '@bandoc/protocol';
import type { HeadNotes } from './head-notes.ts';
import type { Follower, Hub } from './hub.ts';
import { isPrivate } from './kept-topic.ts';
import type { Outlet } from './outlet.ts';
import type { Clock } from './ports.ts';

/** What a subscription stands on. */
interface SubscriptionPorts {
  readonly hub: Hub;
  readonly clock: Clock;
}

/** One topic that one connection follows. Events that come before its snap are held, so that what is sent is one line without a gap. */
export class Subscription implements Follower {
  /** Its name on the wire, and the one it is kept under. */
  readonly name: string;
  readonly topic: string;
  readonly #ports: SubscriptionPorts;
  readonly #outlet: Pick<Outlet, 'tell'>;
  readonly #notes: HeadNotes | undefined;
  #held: Array<readonly [Ev]> | undefined;
  #heard: number;
  #told = 0;

  constructor(name: string, topic: string, ports: SubscriptionPorts, outlet: Pick<Outlet, 'tell'>, notes?: HeadNotes) {
    this.name = name;
    this.topic = topic;
    this.#ports = ports;
    this.#outlet = notes ?? outlet;
    this.#notes = notes;
    this.#held = [];
    this.#heard = ports.clock.now();
  }

  /** Whether events are sent: its snap was, and it is not followed for its head alone. */
  get live(): boolean {
    return this.#held === undefined && !this.#notes;
  }

  /** Whether it is not for everybody. */
  get isPrivate(): boolean {
    return isPrivate(this.name);
  }

  deliver(frames: readonly [Ev]): void {
    if (this.#held) this.#held.push(frames);
    else this.#tell(frames);
  }

  #tell(frames: readonly [Ev]): void {
    this.#heard = this.#ports.clock.now();
    this.#told = frames[0].to;
    this.#outlet.tell(frames);
  }

  /** The snap was sent and reads up to `seq`: what was held beyond it follows. */
  begin(seq: number): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#heard = this.#ports.clock.now();
    this.#told = seq;
    for (const frames of held) if (frames[0].to > seq) this.#tell(frames);
  }

  /** Whether nothing was sent since `time` (ms). */
  isSilent(time: number): boolean {
    return this.live && this.#heard <= time;
  }

  stop(): void {
    this.#notes?.close();
    this.#ports.hub.leave(this.topic, this);
  }

  /** Stops, and answers all that is left to tell. */
  conclude(): Promise<Ev> {
    this.stop();
    return this.#ports.hub.latest(this.topic, this.#told);
  }
}

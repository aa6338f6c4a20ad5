import type { Ev, ServerFrame } from '@bandoc/protocol';
import { bytesOf } from './item-of-row.ts';
import { bareEvent, mergeEvents } from './merge-events.ts';
import type { Timers } from './ports.ts';
import type { Settings } from './settings.ts';

/** What an outlet stands on. */
interface OutletPorts {
  readonly settings: Settings;
  readonly timers: Timers;
}

/** The way that an outlet sends by. */
interface Exit {
  send(frames: readonly ServerFrame[]): void;
  /** Bytes that were sent and wait for the network. */
  waiting(): number;
  /** There was no room for as long as is borne. */
  stuck(): void;
}

/** News of one topic: as they came, so that the same bytes may go to many, or several as one. */
interface Gathered {
  readonly frames: readonly [Ev];
  readonly merged: boolean;
}

interface Room {
  readonly comes: Promise<void>;
  readonly come: () => void;
}

/** What one connection sends, by a budget for what its page has not taken yet (rules SL1–SL3). */
export class Outlet {
  readonly #ports: OutletPorts;
  readonly #exit: Exit;
  #gathered: Map<string, Gathered> | undefined;
  #room: Room | undefined;
  /** Set as long as there was no room when it was last looked. */
  #cancel: (() => void) | undefined;

  constructor(ports: OutletPorts, exit: Exit) {
    this.#ports = ports;
    this.#exit = exit;
  }

  /** Sends an answer, whatever waits. */
  answer(frames: readonly ServerFrame[]): void {
    this.#exit.send(frames);
  }

  /** Sends news, or gathers them while there is no room: of each topic one event, and no notes. */
  tell(frames: readonly ServerFrame[]): void {
    if (!this.#isFull()) return this.#exit.send(frames);
    for (const frame of frames) if (frame.t === 'ev') this.#gather(frame, frames);
  }

  /** Sends what is told again before long, or drops it where there is no room: what came after it could not be told whole. */
  remind(frames: readonly ServerFrame[]): void {
    if (!this.#isFull()) this.#exit.send(frames);
  }

  /** Comes when there is room for another answer; nothing where there is. */
  room(): Promise<void> | undefined {
    if (!this.#isFull()) return undefined;
    if (!this.#room) {
      let come = () => {};
      this.#room = { comes: new Promise((resolve) => (come = resolve)), come };
    }
    return this.#room.comes;
  }

  /** Drops what was gathered of a topic. */
  forget(topic: string): void {
    this.#gathered?.delete(topic);
  }

  close(): void {
    this.#cancel?.();
    this.#gathered = undefined;
    this.#room?.come();
  }

  #isFull(): boolean {
    if (this.#cancel) return true;
    if (!this.#isOver()) return false;
    this.#watch(this.#ports.settings.slow);
    return true;
  }

  #isOver(): boolean {
    return this.#exit.waiting() > this.#ports.settings.sendBudget;
  }

  /** Looks once a tick, and only after a connection without room: transports tell of it each in its own way, and not all of them well. */
  #watch(left: number): void {
    const { tick } = this.#ports.settings;
    this.#cancel = this.#ports.timers.after(tick, () => {
      if (!this.#isOver()) this.#release();
      else if (left > tick) this.#watch(left - tick);
      else this.#exit.stuck();
    });
  }

  #release(): void {
    for (const [topic, { frames, merged }] of this.#gathered ?? []) {
      if (this.#isOver()) return this.#watch(this.#ports.settings.slow);
      this.#gathered?.delete(topic);
      this.#exit.send(merged ? [this.#fit(frames[0])] : frames);
    }
    this.#cancel = undefined;
    this.#gathered = undefined;
    this.#room?.come();
    this.#room = undefined;
  }

  #gather(ev: Ev, frames: readonly ServerFrame[]): void {
    this.#gathered ??= new Map();
    const earlier = this.#gathered.get(ev.topic)?.frames[0];
    const whole = frames.length === 1 ? (frames as readonly [Ev]) : ([ev] as const);
    this.#gathered.set(ev.topic, earlier ? { frames: [mergeEvents(earlier, ev, this.#ports.settings.items)], merged: true } : { frames: whole, merged: false });
  }

  /** Measured last: what is gathered changes often, and takes little until then, because its items are everybody's. */
  #fit(ev: Ev): Ev {
    return bytesOf(ev.items) > this.#ports.settings.itemsBytes ? bareEvent(ev) : ev;
  }
}

import type { Ev, ServerFrame } from '@bandoc/protocol';
import { bytesOf } from './item-of-row.ts';
import { bareEvent, mergeEvents } from './merge-events.ts';
import type { Timers } from './ports.ts';
import type { Settings } from './settings.ts';

/** What one connection sends, by a budget for what its page has not taken yet (rules SL1–SL3). */
export interface Outlet {
  /** Sends an answer, whatever waits. */
  answer(frames: readonly ServerFrame[]): void;
  /** Sends news, or gathers them while there is no room: of each topic one event, and no notes. */
  tell(frames: readonly ServerFrame[]): void;
  /** Comes when there is room for another answer; nothing where there is. */
  room(): Promise<void> | undefined;
  /** Drops what was gathered of a topic. */
  forget(topic: string): void;
  close(): void;
}

interface OutletContext {
  readonly settings: Settings;
  readonly timers: Timers;
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

export function createOutlet({ settings, timers, send, waiting, stuck }: OutletContext): Outlet {
  const gathered = new Map<string, Gathered>();
  let room: { readonly comes: Promise<void>; readonly come: () => void } | undefined;
  let cancel: (() => void) | undefined;

  const isFull = () => waiting() > settings.sendBudget;

  /** Looks once a tick, and only after connections without room: transports tell of it each in its own way, and not all of them well. */
  const watch = (left = settings.slow) => {
    cancel = timers.after(settings.tick, () => {
      if (isFull()) return left > settings.tick ? watch(left - settings.tick) : stuck();
      for (const [topic, one] of gathered) {
        if (isFull()) return watch();
        gathered.delete(topic);
        send(one.merged ? [fit(one.frames[0])] : one.frames);
      }
      cancel = undefined;
      room?.come();
      room = undefined;
    });
  };

  /** Measured last: what is gathered changes often, and it is small until then, because its items are everybody's. */
  const fit = (ev: Ev): Ev => (bytesOf(ev.items) > settings.itemsBytes ? bareEvent(ev) : ev);

  const gather = (frames: readonly ServerFrame[]) => {
    for (const frame of frames) {
      if (frame.t !== 'ev') continue;
      const earlier = gathered.get(frame.topic);
      gathered.set(
        frame.topic,
        earlier
          ? { frames: [mergeEvents(earlier.frames[0], frame, settings.items)], merged: true }
          : { frames: frames.length === 1 ? (frames as readonly [Ev]) : [frame], merged: false },
      );
    }
  };

  return {
    answer: send,
    tell: (frames) => {
      if (!cancel && !isFull()) return send(frames);
      gather(frames);
      if (!cancel) watch();
    },
    room: () => {
      if (!cancel && !isFull()) return undefined;
      if (!cancel) watch();
      if (!room) {
        let come = () => {};
        room = { comes: new Promise((resolve) => (come = resolve)), come };
      }
      return room.comes;
    },
    forget: (topic) => void gathered.delete(topic),
    close: () => {
      cancel?.();
      gathered.clear();
      room?.come();
    },
  };
}

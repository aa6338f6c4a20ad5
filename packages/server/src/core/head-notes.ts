import type { Ev, Note, ServerFrame } from '@bandoc/protocol';
import { createPacer } from './pacer.ts';
import type { Clock, Timers } from './ports.ts';

/** The way by which one who follows a thread for its total alone is told: by notes, few of them, and none of what is written (rule FH2). */
export interface HeadNotes {
  tell(frames: readonly ServerFrame[]): void;
  close(): void;
}

/** `pause` is the least time between two notes, ms. */
export function createHeadNotes(tell: (notes: readonly [Note]) => void, pause: number, time: { readonly clock: Clock; readonly timers: Timers }): HeadNotes {
  let last: Ev | undefined;
  const pacer = createPacer(
    () => pause,
    async () => {
      if (last) tell([noteOf(last)]);
    },
    time,
  );
  return {
    tell: (frames) => {
      last = frames.filter((frame) => frame.t === 'ev').at(-1) ?? last;
      pacer.mark();
    },
    close: pacer.close,
  };
}

function noteOf({ topic, to, total }: Ev): Note {
  return { t: 'note', topic, head: to, ...(total === undefined ? {} : { total }) };
}

import type { ThreadActs } from './thread-acts.ts';

/** Does something as the reader wishes: now, or as soon as what does it is here; of several wishes until then, the last. */
export type Act = (wish: (acts: ThreadActs) => void) => void;

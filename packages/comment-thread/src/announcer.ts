import type { Clock, Timers } from '@bandoc/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Least time between two pieces of news, ms: a screen reader has to finish the first, and a busy thread must not talk without end. */
const PAUSE = 10_000;
/** Who has typed nothing for so long, ms, is not typing. */
const STILL = 3_000;

const page: Clock & Timers = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** What a screen reader is told without being asked: what the reader did at once; what others did as news, many as one, and never while she types. */
export class Announcer implements ReactiveController {
  /** For a polite live region. */
  said = '';
  readonly #host: ReactiveControllerHost;
  readonly #time: Clock & Timers;
  #news: string | undefined;
  #cancel: (() => void) | undefined;
  #typed = -Infinity;

  /** `time` counts in ms. */
  constructor(host: ReactiveControllerHost & EventTarget, time: Clock & Timers = page) {
    this.#host = host;
    this.#time = time;
    host.addController(this);
    host.addEventListener('input', () => {
      this.#typed = this.#time.now();
    });
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = this.#news = undefined;
  }

  say(sentence: string): void {
    // The same words again are no change, and would not be read.
    this.said = this.said === sentence ? `${sentence}\u00a0` : sentence;
    this.#host.requestUpdate();
  }

  /** Says it once the last news are read and nobody types; of several until then, the last. */
  tell(news: string): void {
    this.#news = news;
    if (!this.#cancel) this.#next();
  }

  #next(): void {
    this.#cancel = undefined;
    if (this.#news === undefined) return;
    const still = this.#typed + STILL - this.#time.now();
    if (still <= 0) {
      this.say(this.#news);
      this.#news = undefined;
    }
    this.#cancel = this.#time.after(still <= 0 ? PAUSE : still, () => this.#next());
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Least time between two sentences, ms: a screen reader has to finish the first, and a busy thread must not talk without end. */
const PAUSE = 3_000;

/** What a screen reader is told without being asked: at once after a silence; of what comes soon after it, the last. */
export class Announcer implements ReactiveController {
  /** For a polite live region. */
  said = '';
  readonly #host: ReactiveControllerHost;
  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
  }

  say(sentence: string): void {
    if (this.#timer !== undefined) {
      this.#next = sentence;
      return;
    }
    // The same words again are no change, and would not be read.
    this.said = this.said === sentence ? `${sentence}\u00a0` : sentence;
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => {
      const next = this.#next;
      this.#timer = undefined;
      this.#next = undefined;
      if (next !== undefined) this.say(next);
    }, PAUSE);
  }
}

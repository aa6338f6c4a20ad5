const FIRST = 5_000;
const LONGEST = 60_000;

/** How long to wait before the next try: uniform in 0..5 s at first, then in 0..10 s, 0..20 s up to 0..60 s, so that a crowd does not come back at once. */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** ms; when the server asked for `retry` ms, that and up to as much again. */
  next(retry = 0): number {
    const most = Math.min(LONGEST, FIRST * 2 ** this.#failures);
    this.#failures += 1;
    return Math.round(retry ? retry * (1 + this.#random()) : most * this.#random());
  }

  reset(): void {
    this.#failures = 0;
  }
}

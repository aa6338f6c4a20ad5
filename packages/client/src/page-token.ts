import type { Hub } from './hub.ts';

/** A token that ends sooner than this is not used any more, ms. */
const MARGIN = 15_000;

/** The tokens that the page gives for the reader who is signed in on it: asked for when one is needed, and once more when one was refused. */
export class PageToken {
  readonly #hub: Hub;
  #asked: Promise<string | undefined> | undefined;
  /** Another one each time that what was asked for does not count any more. */
  #turn = 0;
  #until = Infinity;
  #isSecond = false;
  #barred: string | undefined;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** When the one that was accepted ends, in ms by the server's clock. */
  get until(): number {
    return this.#until;
  }

  /** The one to speak under; undefined while nobody is signed in. Rejects where the page cannot say. */
  async get(): Promise<string | undefined> {
    const { token } = this.#hub;
    if (!token) return undefined;
    if (this.#until - MARGIN <= this.#hub.now()) this.forget();
    const turn = this.#turn;
    this.#asked ??= token();
    const auth = await this.#asked.catch((error: unknown) => {
      if (turn === this.#turn) this.forget();
      throw error;
    });
    if (turn !== this.#turn) return this.get();
    // Somebody may be signed in the next time.
    if (auth === undefined) this.#asked = undefined;
    return auth;
  }

  /** The server took it, until `exp` (ms by its clock). */
  accepted(exp = Infinity): void {
    this.#until = exp;
    this.#isSecond = false;
    this.#barred = undefined;
  }

  /** The server did not take it: the page is asked for another, and if that is refused too, nothing is said under it until somebody tries again. */
  refused(auth: string | undefined): void {
    if (this.#isSecond) this.#barred = auth;
    else this.forget();
    this.#isSecond = true;
  }

  isBarred(auth: string | undefined): boolean {
    return auth !== undefined && auth === this.#barred;
  }

  /** The next `get` asks the page anew. */
  forget(): void {
    this.#turn += 1;
    this.#asked = undefined;
    this.#until = Infinity;
  }

  /** Somebody else is signed in, or nobody; or the reader tries again what was refused. */
  reset(): void {
    this.forget();
    this.#isSecond = false;
    this.#barred = undefined;
  }
}

/** Runs works one after the other, in the order they were given; one that fails does not stop the next. */
export class Turns {
  /** Kept no longer than it is waited for: a connection is mostly idle. */
  #last: Promise<void> | undefined;

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = (this.#last ?? Promise.resolve()).then(work);
    const end = () => {
      if (this.#last === ended) this.#last = undefined;
    };
    const ended = turn.then(end, end);
    this.#last = ended;
    return turn;
  }
}

/** Runs works one after the other, in the order they were given; one that fails does not stop the next. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> | undefined;
  return (work) => {
    const turn = (last ?? Promise.resolve()).then(work);
    // Kept no longer than it is waited for: a connection is mostly idle.
    const end = () => {
      if (last === ended) last = undefined;
    };
    const ended = turn.then(end, end);
    last = ended;
    return turn;
  };
}

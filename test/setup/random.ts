/** Chance that is the same for the same seed (mulberry32). */
export interface Random {
  /** Uniform in 0..1, 1 excluded. */
  (): number;
  chance(probability: number): boolean;
  /** An integer in 0..below, `below` excluded. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T | undefined;
  /** Begins anew, as if made with this seed. */
  reseed(seed: number): void;
}

export function createRandom(seed: number): Random {
  let state = 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const reseed = (from: number) => {
    state = from | 0;
    // Seeds that follow one another begin alike.
    for (let i = 0; i < 8; i += 1) next();
  };
  reseed(seed);
  const below = (most: number) => Math.floor(next() * most);
  return Object.assign(next, {
    chance: (probability: number) => next() < probability,
    below,
    reseed,
    pick: <T>(from: readonly T[]) => from[below(from.length)],
  });
}

import fc, { type Arbitrary } from 'fast-check';
import { Breach, shorten, Unproven } from './demand.ts';

/** ms that are left to making a failure small. */
const SHRINKING = 8_000;

/**
 * Draws values and holds the server to what is to be so of each. A breach tells the smallest that was found, and the seed and path to draw it again:
 * BANDOC_SEED in the environment is the seed of the next run.
 */
export async function holdsForAll<Drawn>(drawn: Arbitrary<Drawn>, runs: number, holds: (value: Drawn) => Promise<void>): Promise<void> {
  const given = Number(process.env['BANDOC_SEED']);
  const seed = Number.isSafeInteger(given) && given !== 0 ? given : Math.floor(Math.random() * 0x7fff_ffff);
  const { failed, errorInstance, counterexample, counterexamplePath } = await fc.check(fc.asyncProperty(drawn, holds), {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: SHRINKING,
  });
  if (!failed || errorInstance === null) return;
  if (errorInstance instanceof Unproven) throw errorInstance;
  const { demanded, came } =
    errorInstance instanceof Breach ? errorInstance : { demanded: 'the server answers at all', came: (errorInstance as Error).message };
  throw new Breach(`${demanded}, for ${shorten(counterexample?.[0])} (seed ${seed}, path ${counterexamplePath})`, came);
}

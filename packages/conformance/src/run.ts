import { type Binding, type Case, type Level, levelOf } from './conformance-case.ts';
import { Breach, Unproven } from './demand.ts';
import type { Target } from './target.ts';
import type { Line } from './transcript.ts';
import { Trial } from './trial.ts';

/** What became of one case by one binding. */
export interface Result {
  readonly case: Case;
  readonly binding: Binding;
  readonly verdict: 'passed' | 'failed' | 'unproven';
  /** ms. */
  readonly took: number;
  /** What was demanded and what came, of a failure; what was lacking, of the unproven. */
  readonly demanded?: string;
  readonly came?: string;
  readonly lines?: readonly Line[];
}

export interface RunOptions {
  readonly level: Level;
  /** Case or rule ids; all unless given. */
  readonly only?: readonly string[] | undefined;
  /** Cases that are run side by side. 24 unless given; 1 without a secret, as all are guests then, who share a rate (LM7). */
  readonly lanes?: number;
  /** Told of each result as it comes. */
  readonly told?: (result: Result) => void;
}

const WITHIN = 20_000;
/** By how much it may take longer where all are guests, who wait for one another. */
const GUESTS_LONGER = 5;

/** Holds a server to the cases of a level that concern it; those without what they need are unproven. */
export async function run(
  cases: readonly Case[],
  target: Target,
  { level, only, lanes = target.secret === undefined ? 1 : 24, told = () => {} }: RunOptions,
): Promise<Result[]> {
  const all = cases
    .filter(({ id }) => !only || only.some((one) => id === one || id.startsWith(`${one}.`)))
    .filter(({ feat = [] }) => feat.every((one) => target.about.feat.includes(one)))
    .flatMap((one) => one.over.filter((binding) => isHeld(binding, level, target)).map((binding) => ({ one, binding })));
  const results: Result[] = [];
  const work = async (queue: typeof all) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await tryCase(next.one, next.binding, target);
      results.push(result);
      told(result);
    }
  };
  const together = all.filter(({ one }) => !one.alone);
  await Promise.all(Array.from({ length: lanes }, () => work(together)));
  await work(all.filter(({ one }) => one.alone));
  return results.sort((a, b) => cases.indexOf(a.case) - cases.indexOf(b.case));
}

/** Whether a binding is held to its rules: the one that a level adds always, a stream beside sockets where the server has one. */
function isHeld(binding: Binding, level: Level, { about: { bind } }: Target): boolean {
  return levelOf(binding) <= level && (binding !== 'stream' || level === 1 || bind.stream !== undefined);
}

async function tryCase(one: Case, binding: Binding, target: Target): Promise<Result> {
  const lacking = (one.needs ?? []).find((need) => target[need] === undefined);
  const told = { case: one, binding } as const;
  if (lacking !== undefined) return { ...told, verdict: 'unproven', took: 0, demanded: `it needs --${OPTIONS[lacking]}` };
  const begun = Date.now();
  const trial = new Trial(target, binding);
  const within = (one.within ?? WITHIN) * (target.secret === undefined ? GUESTS_LONGER : 1);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Breach(`all of it is over within ${within} ms`, 'it goes on')), within);
  });
  try {
    await Promise.race([one.run(trial), late]);
    return { ...told, verdict: 'passed', took: Date.now() - begun };
  } catch (error) {
    const took = Date.now() - begun;
    if (error instanceof Unproven) return { ...told, verdict: 'unproven', took, demanded: error.message };
    const { demanded, came } = error instanceof Breach ? error : { demanded: 'the server answers at all', came: String(error) };
    return { ...told, verdict: 'failed', took, demanded, came, lines: trial.transcript.lines };
  } finally {
    clearTimeout(timer);
    trial.close();
  }
}

const OPTIONS = { secret: 'secret', origin: 'origin', restart: 'restart-cmd', kill: 'kill-cmd' } as const;

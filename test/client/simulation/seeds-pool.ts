import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Simulation } from './simulate.ts';

/** One schedule to run, and whether it is to be shortened if it fails. */
export interface Job extends Simulation {
  readonly shorten: boolean;
}

/** What became of one. */
export interface Answer {
  readonly seed: number;
  readonly faults: readonly string[];
  /** The kinds of frames it met. */
  readonly reached: readonly string[];
  /** What happened in which steps, where it failed. */
  readonly trace?: readonly string[];
  readonly taken?: readonly number[];
}

/** Runs one schedule; one at a time. */
export type Run = (job: Job) => Promise<Answer>;

/** Does the work in as many lanes as there are cores, each with a thread of its own, outside of any test runner. */
export async function inLanes(work: (run: Run) => Promise<void>): Promise<void> {
  const workers = Array.from({ length: availableParallelism() }, createWorker);
  try {
    await Promise.all(workers.map((worker) => work((job) => ask(worker, job))));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function createWorker(): Worker {
  return new Worker(new URL('./seeds-worker.ts', import.meta.url), {
    execArgv: ['--conditions=source'],
    // Most of what a simulation makes is garbage soon.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
}

function ask(worker: Worker, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: Answer) => {
      worker.off('error', reject);
      resolve(answer);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    worker.postMessage(job);
  });
}

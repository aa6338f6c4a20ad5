import { parentPort } from 'node:worker_threads';
import type { Answer, Job } from './seeds-pool.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

// What is thrown by the thousand is caught, and its stack never read.
Error.stackTraceLimit = 0;

const run = async ({ shorten, ...simulation }: Job) => {
  let outcome = await simulate(simulation);
  if (outcome.faults.length && shorten) outcome = await shrink(simulation, outcome);
  const { faults, trace, taken, reached } = outcome;
  const answer: Answer = { seed: simulation.seed, faults, reached: [...reached], ...(faults.length && { trace, taken }) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(answer);
};

parentPort?.on('message', (job: Job) => void run(job));

import { parseArgs } from 'node:util';
import type { Ev } from '@bandoc/protocol';
import type { ApproachName } from './approaches.ts';
import { openTrial, type Round } from './trial.ts';

// How fast news reach many readers, beside what the same library does bare with the same bytes, in turns on the same machine:
// `npm run bench -- fan-out --readers 5000`. Loopback, one topic, server and readers in processes of their own.

const PAIRS: ReadonlyArray<{ readonly bare: ApproachName; readonly ours: ApproachName; readonly floor?: number }> = [
  { bare: 'ws', ours: 'bandoc by WebSocket', floor: 0.9 },
  { bare: 'Socket.IO', ours: 'bandoc by Socket.IO', floor: 0.95 },
  { bare: 'ws', ours: 'bandoc by stream' },
];

/** What ours sends when one comment of some length came: the bare ones send the same. */
const frames: Ev[] = [
  {
    t: 'ev',
    topic: 'thread:a',
    epoch: 'e1',
    from: 1,
    to: 2,
    items: [
      {
        id: 'bench-0000000000000001',
        v: 2,
        c: 2,
        parent: null,
        author: { id: 'host', name: 'demo' },
        text: 'Bài viết rất hay, cảm ơn tòa soạn. '.repeat(40).trim(),
        time: 1_790_000_000_000,
        state: 'shown',
        counts: { v: 2, replies: 0 },
      },
    ],
    total: 2,
  },
];

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
const spread = (numbers: readonly number[]) => `${Math.min(...numbers).toFixed(2)}–${Math.max(...numbers).toFixed(2)}`;
const thousands = (number: number) => Math.round(number).toLocaleString('en');

export async function run(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: {
      readers: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '7' },
      deliveries: { type: 'string', default: '100000' },
    },
  });
  const readers = Number(values.readers);
  const rounds = Number(values.rounds);
  const broadcasts = Math.max(1, Math.round(Number(values.deliveries) / readers));

  console.log(`${thousands(readers)} readers, ${rounds} rounds of ${broadcasts} broadcasts each, in turns`);
  for (const { bare, ours, floor } of PAIRS) {
    const [first, second] = [await openTrial(bare, readers, frames), await openTrial(ours, readers, frames)];
    const results: Array<readonly [Round, Round]> = [];
    // The first is for the compiler.
    for (let round = 0; round <= rounds; round += 1) {
      const result = round % 2 ? ([await first.run(broadcasts), await second.run(broadcasts)] as const) : await inReverse(first.run, second.run, broadcasts);
      if (round > 0) results.push(result);
    }
    for (const [name, trial, at] of [
      [bare, first, 0],
      [ours, second, 1],
    ] as const) {
      const of = (pick: (round: Round) => number) => median(results.map((result) => pick(result[at])));
      console.log(
        `  ${name.padEnd(20)} ${thousands(of((round) => round.rate)).padStart(9)} deliveries/s  ${of((round) => round.cpu).toFixed(1)} µs CPU  ${thousands(of((round) => round.bytes))} B each  ${(trial.memory / 1_024).toFixed(1)} KiB of heap an idle connection`,
      );
      trial.stop();
    }
    const ratios = results.map(([one, other]) => other.rate / one.rate);
    const kept = floor === undefined ? '' : `  floor ${floor}: ${median(ratios) >= floor ? 'kept' : 'missed'}`;
    console.log(
      `  → ${median(ratios).toFixed(2)} × (${spread(ratios)}), by CPU ${median(results.map(([one, other]) => one.cpu / other.cpu)).toFixed(2)} ×, by memory ${(second.memory / first.memory).toFixed(2)} ×${kept}`,
    );
  }
}

async function inReverse(
  first: (broadcasts: number) => Promise<Round>,
  second: (broadcasts: number) => Promise<Round>,
  broadcasts: number,
): Promise<readonly [Round, Round]> {
  const later = await second(broadcasts);
  return [await first(broadcasts), later];
}

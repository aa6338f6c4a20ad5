import { type Block, parseMarks } from '@bandoc/comment-thread/marks';
import { percentileOf, sayRange, spreadOf } from './spread.ts';

// How long 100 kB of one text take to be read for marks, for the worst that we know and for plain words; beside the floor, a loop that looks at
// each character once and splits at line ends. Steps are what the scanner itself counts.

const LENGTH = 100_000;
const ROUNDS = 9;
const TIMES = 5;
const TEXTS: Readonly<Record<string, string>> = {
  'plain words': 'Mong báo viết thêm về những người ở lại sau mùa nước nổi. ',
  'all marks': '**đậm** *nghiêng* `mã` ||ẩn|| https://bao.example/a\n> trích\n- một\n',
  'opened, never closed': '*a **b ||c ',
  'closed, never opened': 'a* b** c|| ',
  'closed across': '*a **b* c** ',
  'runs of *': '*',
  'runs of |': '|',
  'runs of `': '`',
  'runs of >': '> ',
  'lone backtick first': '*)',
  http: 'http://',
  'brackets in an address': 'http://a(((((.)))))*',
};

function floor(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; at += 1) if (text[at] === '\n') lines += 1;
  return lines;
}

function ms(work: () => unknown): number {
  const times = Array.from({ length: TIMES }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return percentileOf(times, 0.5);
}

export async function run(): Promise<void> {
  const found = Object.entries(TEXTS).map(([name, piece]) => {
    const text = `${name.startsWith('lone') ? '`' : ''}${piece.repeat(Math.ceil(LENGTH / piece.length))}`.slice(0, LENGTH);
    const count = { steps: 0 };
    const blocks: Block[] = parseMarks(text, count);
    return { name, text, steps: count.steps / text.length, blocks: blocks.length, ours: [] as number[], bare: [] as number[] };
  });
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { text, ours, bare } of found) {
      const [mine, least] = [ms(() => parseMarks(text)), ms(() => floor(text))];
      // The first is for the compiler.
      if (round > 0) {
        ours.push(mine);
        bare.push(least);
      }
    }
  }
  console.log(`${ROUNDS} rounds of ${TIMES}, in turns, 100,000 characters; median ms (least to most), Node ${process.versions.node}`);
  for (const { name, steps, blocks, ours, bare } of found) {
    const parts = [`${steps.toFixed(2)} steps a character`, `${sayRange(spreadOf(ours), 1)} ms`, `floor ${sayRange(spreadOf(bare), 2)} ms`, `${blocks} blocks`];
    console.log(`${name.padEnd(24)} ${parts.join('   ')}`);
  }
}

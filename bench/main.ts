import { tmpdir } from 'node:os';

// `npm run bench -- <name> [folder]`: measures one claim beside what it is compared with, in the same run. Nothing here passes or fails by a time.
// The folder should be on the disk that will be written to: in memory there is nothing to wait for.

const benches: Record<string, () => Promise<{ run(folder: string): Promise<void> }>> = {
  'durable-posts': () => import('./durable-posts.ts'),
  'fan-out': () => import('./fan-out/main.ts'),
  'first-page': () => import('./first-page.ts'),
  latency: () => import('./latency.ts'),
  growth: () => import('./growth.ts'),
  'catch-up': () => import('./catch-up/main.ts'),
  marks: () => import('./marks.ts'),
  reading: () => import('./reading/main.ts'),
};

const [name = '', second = '--'] = process.argv.slice(2);
const folder = second.startsWith('--') ? tmpdir() : second;
const bench = benches[name];
if (bench) await (await bench()).run(folder);
else {
  console.error(`Which one? npm run bench -- ${Object.keys(benches).join(' | ')} [folder to write in]`);
  process.exitCode = 1;
}

import { Agent, get } from 'node:http';

// Asks for one address as often as 32 connections can in 2 s, after a short warm-up, and tells its parent how many answers a second came.

const address = process.argv[2] ?? '';
const CONNECTIONS = 32;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode}`));
      answer.resume().once('end', resolve);
    }).once('error', reject);
  });
}

async function rate(ms: number): Promise<number> {
  let answers = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - begin < ms) {
        await ask();
        answers += 1;
      }
    }),
  );
  return answers / ((performance.now() - begin) / 1000);
}

await rate(300);
process.send?.(await rate(2_000));
agent.destroy();

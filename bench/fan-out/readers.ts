import { connect, type Socket } from 'node:net';
import { type ApproachName, approaches } from './approaches.ts';

// Readers in a process of their own: they follow, and then count what comes.

/** What the parent asks; bytes that came since it last asked for a new count, and when the last did, in ns. */
export type ReadersRequest = 'count' | 'forget';
export interface ReadersAnswer {
  readonly bytes: number;
  readonly last: bigint;
}

/** How many are let in at a time, so that none is turned away at the door. */
const AT_ONCE = 100;

const [, , name, port, number] = process.argv as [string, string, ApproachName, string, string];
const answer = () => process.send?.({ bytes, last });
let bytes = 0;
let last = 0n;

async function enter(): Promise<void> {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
  socket.on('error', (error) => {
    throw error;
  });
  for (const { send, until } of approaches[name].steps) {
    socket.write(send);
    await sees(socket, until);
  }
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    last = process.hrtime.bigint();
  });
}

function sees(socket: Socket, words: string): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    const look = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!text.includes(words)) return;
      socket.off('data', look);
      resolve();
    };
    socket.on('data', look);
  });
}

for (let left = Number(number); left > 0; left -= AT_ONCE) await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, enter));

process.on('message', (request: ReadersRequest) => {
  if (request === 'forget') bytes = 0;
  answer();
});
answer();

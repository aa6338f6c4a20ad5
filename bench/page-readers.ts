import { connect } from 'node:net';

// Asks for one address as often as 32 connections can in 2 s, by plain sockets, so that the readers cost as little as they can. Tells its parent
// when it begins, after a short warm-up, and then how many answers came in how many ms.

const { hostname, port, pathname } = new URL(process.argv[2] ?? '');
const CONNECTIONS = 32;
const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
let answers = 0;
let over = false;

/** Every answer is as long as the first. */
function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = answer.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(head);
  const length = /^content-length: (\d+)\r?$/im.exec(head)?.[1];
  if (length === undefined) throw new Error('an answer without its length');
  return end + 4 + Number(length);
}

function read(): void {
  const socket = connect(Number(port), hostname).setNoDelay(true);
  let length: number | undefined;
  let got = 0;
  socket.on('data', (chunk) => {
    length ??= lengthOf(chunk);
    got += chunk.length;
    if (got !== length) return;
    got = 0;
    answers += 1;
    if (over) socket.destroy();
    else socket.write(request);
  });
  socket.write(request);
}

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

for (let i = 0; i < CONNECTIONS; i += 1) read();
await pass(300);
process.send?.('begun');
answers = 0;
const begun = performance.now();
await pass(2_000);
process.send?.({ answers, ms: performance.now() - begun });
over = true;
process.disconnect();

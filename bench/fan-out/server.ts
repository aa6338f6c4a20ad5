import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerFrame } from '@bandoc/protocol';
import { contestants } from './contestants.ts';

// A contestant in a process of its own; its parent asks it to broadcast and how much it has used.

/** What the parent asks, and what it is answered: nanoseconds and bytes; CPU in µs. */
export type ServerRequest = { readonly broadcasts: number } | 'used';
export type ServerAnswer = { readonly port: number } | { readonly begun: bigint; readonly bytes: number } | { readonly cpu: number; readonly memory: number };

const [, , name, readers, frames] = process.argv as [string, string, keyof typeof contestants, string, string];
const answer = (message: ServerAnswer) => process.send?.(message);

const http = createServer();
let socket: Socket | undefined;
http.on('connection', (one: Socket) => (socket ??= one));
const contestant = await contestants[name](http, Number(readers), JSON.parse(frames) as ServerFrame[]);
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => answer({ port: (http.address() as { port: number }).port }));

async function broadcast(times: number): Promise<void> {
  const before = socket?.bytesWritten ?? 0;
  const begun = process.hrtime.bigint();
  for (let i = 0; i < times; i += 1) {
    await contestant.broadcast();
    await new Promise((resolve) => setImmediate(resolve));
  }
  answer({ begun, bytes: (socket?.bytesWritten ?? 0) - before });
}

function tellUse(): void {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  answer({ cpu: user + system, memory: heapUsed + external });
}

process.on('message', (request: ServerRequest) => {
  if (request === 'used') tellUse();
  else void broadcast(request.broadcasts);
});

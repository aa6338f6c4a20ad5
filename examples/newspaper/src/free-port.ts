import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections, any of which could take one that was just found free. */
const FIRST = 2_000;
const LAST = 3_276;

/** A port of this machine that nobody has now; the nine after it are given to nobody else. */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, LAST) * 10;
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return freePort();
  }
  server.close();
  await once(server, 'close');
  return port;
}

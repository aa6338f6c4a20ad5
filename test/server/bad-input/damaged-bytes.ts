import { connect } from 'node:net';
import fc from 'fast-check';
import type { Traffic } from './real-traffic.ts';

/** Nothing takes so long, ms. */
const LATEST = 5_000;

/** A whole text message of a page, as RFC 6455 masks it: here with noughts, so that what it says can be read. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const length = payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}

const upgrade = (path: string, protocol: string) =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${protocol}\r\n`,
  );

const request = (line: string, body = '') =>
  Buffer.from(`${line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

/** What pages put on a line, byte by byte, over each binding. */
export function recordings({ frames, auth, epoch }: Traffic): readonly Buffer[] {
  const hello = { t: 'hello', id: 1, v: [1], site: 'demo', auth };
  const all = [[hello], ...frames.map((frame) => [frame])].map((message) => JSON.stringify(message));
  return [
    Buffer.concat([upgrade('/bandoc/v1/ws', 'Sec-WebSocket-Protocol: bandoc.v1\r\n'), ...all.map(masked)]),
    Buffer.concat([upgrade('/bandoc/v1/io/?EIO=4&transport=websocket', ''), masked('40'), ...all.map((text) => masked(`42["frames",${text}]`)), masked('41')]),
    Buffer.concat([request('POST /bandoc/v1/frames', `[${JSON.stringify(hello)},${JSON.stringify(frames.at(-4))}]`), request('GET /bandoc/v1')]),
    Buffer.concat([
      request('GET /bandoc/v1/t/thread:a?limit=20&sort=old'),
      request(`GET /bandoc/v1/t/thread:a?since=${epoch}:1&min=2`),
      request('OPTIONS /bandoc/v1/frames'),
    ]),
    request(`GET /bandoc/v1/stream?t=thread:a@${epoch}:1&t=tally:home`),
  ];
}

/** Such a recording with some of its bytes changed, lost or doubled, or cut off in the middle. */
export function damagedBytes(recorded: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const damage = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom('put', 'put', 'put', 'drop', 'double', 'cut'),
    fc.nat(255),
    fc.integer({ min: 1, max: 40 }),
  );
  return fc.tuple(fc.constantFrom(...recorded), fc.array(damage, { minLength: 1, maxLength: 4 })).map(([whole, damages]) =>
    damages.reduce((bytes, [place, how, put, size]) => {
      const at = Math.floor(place * bytes.length);
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (how === 'cut') return before;
      if (how === 'drop') return Buffer.concat([before, after.subarray(size)]);
      if (how === 'double') return Buffer.concat([before, after.subarray(0, size), after]);
      return Buffer.concat([before, Buffer.from([put]), after.subarray(1)]);
    }, whole),
  );
}

/** Sends bytes and hangs up; answers what came back once the other end has hung up too, and rejects where it does not. */
export function throwBytes(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error('The connection was not ended'));
    }, LATEST);
    let answer = '';
    socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
    // Who is hung up on while still talking hears of it by a reset.
    socket.on('error', () => undefined);
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(late);
      resolve(answer);
    });
    socket.end(bytes);
  });
}

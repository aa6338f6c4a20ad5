import { connect } from 'node:net';

// Readers who come back all at once after a restart, by plain sockets: each upgrades, says hello and asks for what it missed in one message, and has
// caught up when its snap comes. Tells its parent ms until the last had, and the messages that were sent.

const [, , port = '', number = '', path = '', message = ''] = process.argv;

/** Handshakes at a time: what a listening socket keeps waiting. */
const AT_ONCE = 400;

/** What a snap begins with; the rest comes with it. */
const CAUGHT_UP = '"t":"snap"';

const upgrade = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Protocol: bandoc.v1\r\n\r\n`;
const { length } = message;
// Masked by zeros (RFC 6455, 5.2).
const frame = Buffer.concat([
  Buffer.from(length < 126 ? [0x81, 0x80 | length] : [0x81, 0xfe, length >> 8, length & 255]),
  Buffer.alloc(4),
  Buffer.from(message),
]);
let requests = 0;

function catchUp(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(upgrade)).setNoDelay(true);
    let asked = false;
    let seen = '';
    socket.on('error', reject).on('data', (chunk) => {
      seen = seen.slice(-CAUGHT_UP.length) + chunk.toString('latin1');
      if (!asked && seen.includes('\r\n\r\n')) {
        asked = true;
        requests += 1;
        socket.write(frame);
      } else if (seen.includes(CAUGHT_UP)) {
        seen = '';
        resolve();
      }
    });
  });
}

const begun = performance.now();
let left = Number(number);
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (; left > 0; ) {
      left -= 1;
      await catchUp();
    }
  }),
);
process.send?.({ ms: performance.now() - begun, requests });

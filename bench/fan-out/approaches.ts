import type { contestants } from './contestants.ts';

/** What a reader sends, and what it waits to see before it goes on. */
interface Step {
  readonly send: Buffer;
  readonly until: string;
}

/** A way to a contestant. */
export interface Approach {
  readonly contestant: keyof typeof contestants;
  readonly steps: readonly Step[];
}

const GREETING = JSON.stringify([
  { t: 'hello', id: 1, v: [1], site: 'demo' },
  { t: 'sub', id: 2, topic: 'thread:a' },
]);
const FOLLOWING = '"t":"snap"';

const webSocketTo = (path: string, until: string, subprotocol?: string): Step => ({
  send: Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n${
      subprotocol === undefined ? '' : `Sec-WebSocket-Protocol: ${subprotocol}\r\n`
    }\r\n`,
  ),
  until,
});

/** A text message of a client (RFC 6455, 5.2), masked by zeros. */
const say = (text: string, until: string): Step => {
  const { length } = text;
  return {
    send: Buffer.concat([Buffer.from(length < 126 ? [0x81, 0x80 | length] : [0x81, 0xfe, length >> 8, length & 255]), Buffer.alloc(4), Buffer.from(text)]),
    until,
  };
};

/** Ours and what it is measured against, by plain sockets, so that the readers cost as little as they can. */
export const approaches = {
  ws: { contestant: 'bareWebSocket', steps: [webSocketTo('/', '\r\n\r\n')] },
  'bandoc by WebSocket': { contestant: 'bandoc', steps: [webSocketTo('/v1/ws', '\r\n\r\n', 'bandoc.v1'), say(GREETING, FOLLOWING)] },
  'Socket.IO': { contestant: 'bareSocketIo', steps: [webSocketTo('/socket.io/?EIO=4&transport=websocket', 'maxPayload'), say('40', '40{')] },
  'bandoc by Socket.IO': {
    contestant: 'bandoc',
    steps: [webSocketTo('/v1/io/?EIO=4&transport=websocket', 'maxPayload'), say('40', '40{'), say(`42["frames",${GREETING}]`, FOLLOWING)],
  },
  'bandoc by stream': { contestant: 'bandoc', steps: [{ send: Buffer.from('GET /v1/stream?t=thread:a HTTP/1.1\r\nHost: x\r\n\r\n'), until: FOLLOWING }] },
} as const satisfies Record<string, Approach>;

export type ApproachName = keyof typeof approaches;

import { describe, expect, it } from 'vitest';
import { agree } from './agreement.ts';
import { openNewsroom } from './far-newsroom.ts';
import type { Way } from './line-proxy.ts';
import { twoReaders } from './scenarios.ts';

/** Takes the wish to upgrade out of a request. */
const stripsUpgrades = (): { up: Way } => ({
  up: {
    edit: (piece) =>
      piece.toString('latin1', 0, 4) === 'GET ' ? Buffer.from(piece.toString('latin1').replace(/^(?:Upgrade|Connection):.*\r\n/gim, ''), 'latin1') : piece,
  },
});

/** Lets upgrades through, and nothing that comes after them. */
const swallowsSockets = (): { down: Way } => ({
  down: {
    edit: (piece) => {
      const text = piece.toString('latin1');
      if (text.startsWith('HTTP/1.1 101')) return piece.subarray(0, text.indexOf('\r\n\r\n') + 4);
      // The first byte of a whole frame of a server; no text begins so.
      return (piece[0] ?? 0) >= 0x80 ? Buffer.alloc(0) : piece;
    },
  },
});

describe.each([
  ['Socket.IO', { http: 'v1', io: 'v1/io', ws: 'v1/ws', stream: 'v1/stream' }],
  ['plain sockets', { http: 'v1', ws: 'v1/ws', stream: 'v1/stream' }],
] as const)('a reader of a server with %s', (_, bind) => {
  it.concurrent.for([
    ['takes the wish to upgrade out of every request', stripsUpgrades],
    ['lets sockets open and nothing through them', swallowsSockets],
  ] as const)('is connected by HTTP behind a proxy that %s', async ([, weather], { onTestFinished }) => {
    const newsroom = await openNewsroom({ bind }, onTestFinished);
    newsroom.line.turn(weather());
    const { lan, minh } = await twoReaders(newsroom);
    expect(lan.client.connection).toBe('up');
    await agree(newsroom, [lan, minh]);
  });

  it.concurrent('comes back to HTTP when a proxy begins to swallow what sockets say, and loses nothing by it', async ({ onTestFinished }) => {
    const newsroom = await openNewsroom({ bind }, onTestFinished);
    const { lan, minh } = await twoReaders(newsroom);
    newsroom.line.turn(swallowsSockets());
    const key = lan.write('trong đường hầm');
    await lan.sees(minh.write('ngoài trời'));
    await minh.sees(key);
    await agree(newsroom, [lan, minh]);
  });
});

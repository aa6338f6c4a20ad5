import { expect, it } from 'vitest';
import { agree } from './agreement.ts';
import { openNewsroom, type Way } from './far-newsroom.ts';
import { describeReader, twoReaders } from './scenarios.ts';

const STREAMS: Way = { via: 'http', bind: { http: 'v1', ws: 'v1/ws', stream: 'v1/stream' } };

describeReader('HTTP with streams', STREAMS);

it.concurrent('behind a proxy that keeps streams back until they end a reader polls', async ({ onTestFinished }) => {
  const newsroom = await openNewsroom(STREAMS, onTestFinished);
  let streams = 0;
  // What begins as a stream is kept, and all other answers pass.
  const edit = (piece: Buffer) => {
    if (!piece.includes('text/event-stream')) return piece[0] === 0x7b || piece.includes('HTTP/1.1') ? piece : Buffer.alloc(0);
    streams += 1;
    return Buffer.alloc(0);
  };
  newsroom.line.turn({ down: { edit } });
  const { lan, minh } = await twoReaders(newsroom);
  await lan.sees(minh.write('không qua dòng nào'));
  expect(streams).toBe(1);
  await agree(newsroom, [lan, minh]);
});

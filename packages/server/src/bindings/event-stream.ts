import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core, Peer, Settings, Timers } from '../core/index.ts';
import { openTo, refuse, send } from './answer.ts';
import { createMessageEncoder } from './message-encoder.ts';

/** What streams stand on. */
export interface StreamContext {
  readonly core: Core;
  readonly settings: Settings;
  readonly timers: Timers;
  /** Uniform in [0, 1). */
  random(): number;
  peerOf(request: IncomingMessage): Peer;
}

/** Streams the events of topics, for pages that can have no socket (rules ES1–ES6). */
export type StreamHandler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

const DATA = Buffer.from('data: ');
const END = Buffer.from('\n\n');
const encode = createMessageEncoder((json) => Buffer.concat([DATA, json, END]));

export function createStreamHandler({ core, settings, timers, random, peerOf }: StreamContext): StreamHandler {
  return async (request, response, query) => {
    if (request.method !== 'GET') {
      const { headers, ...answer } = refuse({ t: 'err', code: 'unsupported', msg: 'a stream is read by GET' }, 405);
      return send(response, { ...answer, headers: { ...headers, Allow: 'GET, OPTIONS' } });
    }
    const peer = peerOf(request);
    const begin = () => {
      if (response.headersSent) return;
      response.writeHead(200, {
        ...openTo(peer),
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // A proxy that gathers what passes would keep the news.
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
    };
    const end = () => {
      response.end();
      // One that reads nothing more would be kept for ever.
      response.once(
        'close',
        timers.after(settings.slow, () => void response.destroy()),
      );
    };

    const stranger = [...query.keys()].find((name) => name !== 't');
    if (stranger !== undefined) return send(response, refuse({ t: 'err', code: 'bad-frame', msg: `${stranger.slice(0, 40)}: no parameter of this address` }));
    const session = await core.listen(query.getAll('t'), peer, {
      send: (frames) => {
        if (response.destroyed) return;
        begin();
        response.write(encode(frames));
      },
      end,
      waiting: () => response.writableLength,
    });
    if ('code' in session) return send(response, refuse(session));
    // It may have gone while it was let in.
    if (response.destroyed) return session.close();
    begin();
    const rest = timers.after(settings.stream * (0.75 + random() / 2), () => void session.conclude().then(end));
    response.once('close', () => {
      rest();
      session.close();
    });
  };
}

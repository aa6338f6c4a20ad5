import { leftOut } from '../browser/left-out.ts';
import { ask } from '../browser/topic-body.ts';
import { type Clock, type Timers, type Wire, WireError } from '../ports.ts';
import { readAnswer } from '../topic-answer.ts';

export interface NetworkOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** The one binding to connect by; unless given, Socket.IO where the server has it, else a plain WebSocket, and HTTP where sockets are blocked. */
  readonly via?: 'socket-io' | 'web-socket' | 'http';
}

/**
 * The way to the server at `base`, an absolute address without a slash at its end: HTTP for reading; what a connection needs is loaded when
 * one is wanted.
 */
export function createNetworkWire(base: string, options: NetworkOptions): Wire {
  const get: Wire['get'] = async (topic, query) => {
    const answer = readAnswer(await ask(base, topic, query), topic, leftOut);
    if (!answer) throw new WireError('unreadable');
    // Public topics are denied to nobody but to pages the server does not know (rule HT7).
    if (answer.t === 'err' && answer.code === 'denied') throw new WireError('refused-origin');
    return answer;
  };
  let made: Pick<Wire, 'discover' | 'connect'> | undefined;
  const connector = async () => {
    const { createConnector } = await import('../browser/live-page.ts');
    return (made ??= createConnector(base, get, options));
  };
  return {
    get,
    discover: async () => (await connector()).discover(),
    connect: async (handlers, discovery) => (await connector()).connect(handlers, discovery),
  };
}

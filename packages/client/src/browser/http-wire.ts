import { type Wire, WireError } from '../ports.ts';
import { readAnswer } from '../server-frame.ts';
import { ask } from './topic-body.ts';

/**
 * The way to the server at `base`, an absolute address without a slash at its end: HTTP for reading; what a connection needs is loaded when
 * one is wanted.
 */
export function createHttpWire(base: string): Wire {
  const socket = () => import('./socket-io-wire.ts');
  return {
    get: async (topic, query) => {
      const answer = readAnswer(await ask(base, topic, query), topic);
      if (!answer) throw new WireError('unreadable');
      // Public topics are denied to nobody but to pages the server does not know (rule HT7).
      if (answer.t === 'err' && answer.code === 'denied') throw new WireError('refused-origin');
      return answer;
    },
    discover: async () => (await socket()).discover(base),
    connect: async (handlers, discovery) => (await socket()).connect(base, handlers, discovery),
  };
}

import { ask } from '../browser/topic-body.ts';
import { type Wire, WireError } from '../ports.ts';
import { readAnswer } from '../topic-answer.ts';

/**
 * The way to the server at `base`, an absolute address without a slash at its end: HTTP for reading; what a connection needs is loaded when
 * one is wanted.
 */
export function createNetworkWire(base: string): Wire {
  const connector = () => import('./connector.ts');
  return {
    get: async (topic, query) => {
      const answer = readAnswer(await ask(base, topic, query), topic);
      if (!answer) throw new WireError('unreadable');
      // Public topics are denied to nobody but to pages the server does not know (rule HT7).
      if (answer.t === 'err' && answer.code === 'denied') throw new WireError('refused-origin');
      return answer;
    },
    discover: async () => (await connector()).discover(base),
    connect: async (handlers, discovery) => (await connector()).connect(base, handlers, discovery),
  };
}

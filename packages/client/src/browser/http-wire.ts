import { readAnswer } from '../frame-reading.ts';
import { type Wire, WireError } from '../ports.ts';
import { getJson } from './get-json.ts';

/**
 * The way to the server at `base`, an absolute address without a slash at its end: HTTP for reading (rule HT2); what a connection needs is
 * loaded when one is wanted.
 */
export function createHttpWire(base: string): Wire {
  const socket = () => import('./socket-io-wire.ts');
  return {
    get: async (topic, query) => {
      // Colons and commas may stand in a path and a query; escaped, a hundred ids would be too long an address.
      const parameters = new URLSearchParams({ ...query }).toString().replaceAll('%2C', ',');
      const name = encodeURIComponent(topic).replaceAll('%3A', ':');
      const answer = readAnswer(await getJson(`${base}/v1/t/${name}${parameters && '?'}${parameters}`));
      if (!answer) throw new WireError('unreadable');
      // Public topics are denied to nobody but to pages the server does not know (rule HT7).
      if (answer.t === 'err' && answer.code === 'denied') throw new WireError('refused-origin');
      return answer;
    },
    discover: async () => (await socket()).discover(base),
    connect: async (handlers, discovery) => (await socket()).connect(base, handlers, discovery),
  };
}

import type { Err, Snap } from '@bandoc/protocol';
import { readAnswer } from '../frame-reading.ts';
import { type Query, WireError } from '../ports.ts';
import { getJson } from './get-json.ts';

const ahead = new Map<string, Promise<Snap | Err>>();

/** Reads a topic of the server at `base` before there is a client for it, which then takes this very answer as its first and asks no second time. */
export function readAhead(base: string, topic: string, query: Query): Promise<Snap | Err> {
  const address = addressOf(base, topic, query);
  let answer = ahead.get(address);
  if (!answer) ahead.set(address, (answer = get(address)));
  return answer;
}

/** Reads a topic by HTTP (rule HT2); rejects with a `WireError`. */
export function readTopic(base: string, topic: string, query: Query): Promise<Snap | Err> {
  const address = addressOf(base, topic, query);
  const answer = ahead.get(address);
  ahead.delete(address);
  return answer ?? get(address);
}

function addressOf(base: string, topic: string, query: Query): string {
  // Colons and commas may stand in a path and a query; escaped, a hundred ids would be too long an address.
  const parameters = new URLSearchParams({ ...query }).toString().replaceAll('%2C', ',');
  return `${base}/v1/t/${encodeURIComponent(topic).replaceAll('%3A', ':')}${parameters && '?'}${parameters}`;
}

async function get(address: string): Promise<Snap | Err> {
  const answer = readAnswer(await getJson(address));
  if (!answer) throw new WireError('unreadable');
  // Public topics are denied to nobody but to pages the server does not know (rule HT7).
  if (answer.t === 'err' && answer.code === 'denied') throw new WireError('refused-origin');
  return answer;
}

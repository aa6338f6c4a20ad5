import type { Query } from '../ports.ts';
import { getJson } from './get-json.ts';

const ahead = new Map<string, Promise<unknown>>();

/** Asks for a topic before there is a client for its server, which then takes this very answer as its first and asks no second time. */
export function askAhead(base: string, topic: string, query: Query): Promise<unknown> {
  const address = addressOf(base, topic, query);
  let body = ahead.get(address);
  if (!body) ahead.set(address, (body = getJson(address)));
  return body;
}

/** Asks for a topic by HTTP (rule HT2): JSON, as it came. Rejects with a `WireError`. */
export function ask(base: string, topic: string, query: Query): Promise<unknown> {
  const address = addressOf(base, topic, query);
  const body = ahead.get(address);
  ahead.delete(address);
  // What is new is nothing for the browser's own cache to tell; those on the way may.
  return body ?? getJson(address, query.since === undefined ? {} : { cache: 'no-cache' });
}

function addressOf(base: string, topic: string, query: Query): string {
  // Colons and commas may stand in a path and a query; escaped, a hundred ids would be too long an address.
  const parameters = new URLSearchParams({ ...query }).toString().replaceAll('%2C', ',');
  return `${base}/v1/t/${encodeURIComponent(topic).replaceAll('%3A', ':')}${parameters && '?'}${parameters}`;
}

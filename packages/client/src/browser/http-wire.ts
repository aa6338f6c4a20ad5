import type { Wire } from '../ports.ts';
import { readTopic } from './read-topic.ts';

/**
 * The way to the server at `base`, an absolute address without a slash at its end: HTTP for reading; what a connection needs is loaded when
 * one is wanted.
 */
export function createHttpWire(base: string): Wire {
  const socket = () => import('./socket-io-wire.ts');
  return {
    get: (topic, query) => readTopic(base, topic, query),
    discover: async () => (await socket()).discover(base),
    connect: async (handlers, discovery) => (await socket()).connect(base, handlers, discovery),
  };
}

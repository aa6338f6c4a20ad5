import type { Store } from './ports.ts';

/** A store that lives as long as this object: for stories and tests, and for pages whose browser keeps nothing. */
export function createMemoryStore(): Store {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
    entries: async () => [...kept],
  };
}

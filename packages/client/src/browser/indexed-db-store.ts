import { createStore, del, entries, get, set } from 'idb-keyval';
import { createMemoryStore } from '../memory-store.ts';
import type { Store } from '../ports.ts';

/** A store that does not answer for so long is taken for blocked, ms: Safari's has been seen to hang at its first opening. */
const PATIENCE = 3_000;

/** Opens the device's own store of this name; where the browser keeps nothing, one that lives for the page. */
export async function openStore(name: string): Promise<Store> {
  try {
    const store = createStore(name, 'kept');
    // What is blocked says so only when it is used.
    await within(get('', store));
    return {
      get: (key) => within(get(key, store)),
      set: (key, value) => within(set(key, value, store)),
      delete: (key) => within(del(key, store)),
      entries: () => within(entries<string, unknown>(store)),
    };
  } catch {
    return createMemoryStore();
  }
}

function within<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The store does not answer.')), PATIENCE);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

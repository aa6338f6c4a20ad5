import type { Store } from '../ports.ts';

/** A store that is opened when it is first used: a page that only reads does not load it. One that cannot be loaded is tried again at the next use. */
export function createLazyStore(open: () => Promise<Store>): Store {
  let opened: Promise<Store> | undefined;
  const use = <T>(how: (store: Store) => Promise<T>): Promise<T> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened.then(how);
  };
  return {
    get: (key) => use((store) => store.get(key)),
    set: (key, value) => use((store) => store.set(key, value)),
    delete: (key) => use((store) => store.delete(key)),
    entries: () => use((store) => store.entries()),
  };
}

import type { Page } from '@bandoc/client';

/** A page whose visibility and network the test sets. */
export function createTestPage(): Page & { set(change: Partial<Pick<Page, 'visibility' | 'online'>>): void } {
  const now: { visibility: Page['visibility']; online: boolean } = { visibility: 'visible', online: true };
  const listeners = new Set<() => void>();
  return {
    get visibility() {
      return now.visibility;
    },
    get online() {
      return now.online;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (change) => {
      Object.assign(now, change);
      for (const listener of Array.from(listeners)) listener();
    },
  };
}

import type { Page } from '../ports.ts';

/** Whether this page is looked at, and online, for as long as it lives. */
export function createPageState(): Page {
  let leaving = false;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of Array.from(listeners)) listener();
  };
  document.addEventListener('visibilitychange', changed);
  for (const event of ['online', 'offline']) addEventListener(event, changed);
  // A page with an open socket is not kept for "back": it is closed on leaving, and opened again when the page comes back.
  addEventListener('pagehide', () => {
    leaving = true;
    changed();
  });
  addEventListener('pageshow', () => {
    if (!leaving) return;
    leaving = false;
    changed();
  });
  return {
    get visibility() {
      return leaving ? 'leaving' : document.visibilityState;
    },
    get online() {
      return navigator.onLine;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

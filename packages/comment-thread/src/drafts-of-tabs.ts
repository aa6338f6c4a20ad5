import type { ReactiveControllerHost } from 'lit';
import type { Composing } from './composing.ts';

/** Keeps what stands in a thread's fields as it is in the reader's other tabs, unless she has written something else here. */
export function followTabs(host: ReactiveControllerHost, composings: () => readonly Composing[]): void {
  const hear = ({ key, oldValue, newValue }: StorageEvent) => {
    for (const composing of composings()) if (composing.composer.draftKey === key) composing.follow(oldValue ?? '', newValue ?? '');
  };
  host.addController({
    hostConnected: () => window.addEventListener('storage', hear),
    hostDisconnected: () => window.removeEventListener('storage', hear),
  });
}

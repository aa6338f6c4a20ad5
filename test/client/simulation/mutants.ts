import type { ClientFrame, ServerFrame } from '@bandoc/protocol';
import type { Random } from '../../setup/random.ts';
import type { FrameMutants } from './faulty-wire.ts';

/** Mistakes that are planted one at a time, and what each stands for. */
export const MUTANTS = {
  'ack-before-commit': 'the server answers ok before the comment is on the disk',
  'ignore-gaps': 'the client takes every ev as if nothing had been lost before it',
  'new-key-on-retry': 'the client makes a new key when it sends again',
  'page-as-is': 'the client takes a page that is older than its cursor without asking what changed since',
  'item-dropped': 'the server leaves an item out of an ev',
} as const;
export type Mutant = keyof typeof MUTANTS;

/** Planted in what passes between client and server, so that no product code knows of it. */
export function mutantsOf(mutant: Mutant | undefined, { random, ids }: { random: Random; ids: () => string }): FrameMutants {
  const sent = new Set<string>();
  if (mutant === 'ignore-gaps') return { fromServer: (frame: ServerFrame) => (frame.t === 'ev' ? { ...frame, from: 0 } : frame) };
  if (mutant === 'page-as-is')
    return { fromServer: (frame: ServerFrame) => (frame.t === 'snap' && frame.mode === 'page' ? { ...frame, at: 'e1:999999' } : frame) };
  if (mutant === 'item-dropped') {
    return { fromServer: (frame: ServerFrame) => (frame.t === 'ev' && random.chance(0.2) ? { ...frame, items: frame.items.slice(1) } : frame) };
  }
  if (mutant === 'new-key-on-retry') {
    return {
      fromClient: (frame: ClientFrame) => {
        if (frame.t !== 'put') return frame;
        const again = sent.has(frame.key);
        sent.add(frame.key);
        return again ? { ...frame, key: ids() } : frame;
      },
    };
  }
  return {};
}

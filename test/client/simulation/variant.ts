import type { Binding } from './faulty-wire.ts';

/** What differs from schedule to schedule besides chance. */
export interface Variant {
  /** How each tab is connected. */
  readonly bindings: readonly [Binding, Binding, Binding];
  /** Readers do not only write: they edit, delete, react and report. */
  readonly isActive: boolean;
  /** Each side speaks to a later version than its own: what arrives has fields, items and kinds of frames that it does not know. */
  readonly isNewer: boolean;
  /** Hardly any time passes between two steps: much is under way at once, and much has to be gathered. */
  readonly isDense: boolean;
}

/** Every other schedule is of sockets alone, three of five have readers who act, two of seven a later version, and one of four is dense. */
export function variantOf(seed: number): Variant {
  return {
    bindings: seed % 2 ? ['socket', 'socket', 'socket'] : ['socket', 'polls', 'streams'],
    isActive: [0, 3, 4].includes(seed % 5),
    isNewer: [3, 5].includes(seed % 7),
    isDense: seed % 4 === 3,
  };
}

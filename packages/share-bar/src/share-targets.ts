import { query } from './query.ts';
import type { Shareable } from './shareable.ts';

/** One way to share. */
export interface ShareTarget {
  /** Its name where that is the same in every language; the others are named in locales. */
  readonly brand?: string;
  /** The strokes of its icon, drawn for this bar on a field of 20: the `d` of an SVG path. */
  readonly icon: string;
  /** Where its link leads for a page that is clean, values percent-encoded; what has none is a button. */
  readonly address?: (page: Shareable) => string;
}

/** Every way to share that a page can ask for, by id. Another network is one more entry. */
export const SHARE_TARGETS = {
  zalo: {
    brand: 'Zalo',
    icon: 'M5 3h10q3 0 3 3v6q0 3-3 3h-5l-4 3v-3H5q-3 0-3-3V6q0-3 3-3zM8 6h4l-4 6h4',
    // The plain link behind Zalo's share widget: base64 of a JSON object, of ASCII as clean addresses are. It needs no account of the paper's, and takes no words.
    address: ({ url }) => `https://button-share.zalo.me/share_external?${query({ d: btoa(JSON.stringify({ url })) })}`,
  },
  facebook: {
    brand: 'Facebook',
    icon: 'M10 2a8 8 0 1 0 .1 0M11 18v-8q0-3 3-3M8 11h5',
    // It takes the address only; words are read from the page itself (https://developers.facebook.com/docs/sharing/webmasters).
    address: ({ url }) => `https://www.facebook.com/sharer/sharer.php?${query({ u: url })}`,
  },
  x: {
    brand: 'X',
    icon: 'M3 3h4l10 14h-4zM16 3l-5 6M9 11l-5 6',
    address: ({ url, title, text = title }) => `https://x.com/intent/tweet?${query({ text, url })}`,
  },
  telegram: {
    brand: 'Telegram',
    icon: 'M18 3L2 9l4 2 12-8-3 14-5-4-3 3-1-5',
    address: ({ url, title, text = title }) => `https://t.me/share/url?${query({ url, text })}`,
  },
  email: {
    icon: 'M2 4h16v12H2zM2 5l8 6 8-6',
    address: ({ url, title, text = title }) => `mailto:?${query({ subject: title, body: `${text}\r\n${url}` })}`,
  },
  copy: {
    icon: 'M8 12l4-4M9 6l2-2a3 3 0 0 1 5 5l-2 2M11 14l-2 2a3 3 0 0 1-5-5l2-2',
  },
  native: {
    icon: 'M10 12V3M6 7l4-4 4 4M4 10v7h12v-7',
  },
} as const satisfies Record<string, ShareTarget>;

type Targets = typeof SHARE_TARGETS;
export type TargetId = keyof Targets;
/** Those that are reached by a link. */
export type LinkTargetId = { [Id in TargetId]: Targets[Id] extends { address: unknown } ? Id : never }[TargetId];
/** Those that each language names itself. */
export type NamedTargetId = { [Id in TargetId]: Targets[Id] extends { brand: unknown } ? never : Id }[TargetId];

/** What a bar shows, in its order, unless the page chooses. */
export const USUAL_TARGETS = Object.keys(SHARE_TARGETS) as readonly TargetId[];

export function isTargetId(word: string): word is TargetId {
  return (USUAL_TARGETS as readonly string[]).includes(word);
}

/** Reads the attribute `targets`: the known ids, once each, in its order; the usual ones when it has none. `warn` is told of the rest. */
export function readTargets(words: string, warn: (words: string) => void): readonly TargetId[] {
  const asked = [...new Set(words.toLowerCase().match(/[^\s,]+/g))];
  const targets = asked.filter((word): word is TargetId => {
    const known = isTargetId(word);
    if (!known) warn(`targets: "${word}" is none of ${USUAL_TARGETS.join(' ')}.`);
    return known;
  });
  return targets.length > 0 ? targets : USUAL_TARGETS;
}

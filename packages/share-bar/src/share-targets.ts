import { base64, encode } from './encode.ts';
import type { Shareable } from './shareable.ts';

/** One way to share. */
export interface ShareTarget {
  /** Its name where that is the same in every language; the others are named in locales. */
  readonly brand?: string;
  /** The strokes of its icon, drawn for this bar on a field of 20: the `d` of an SVG path. */
  readonly icon: string;
  /** Where its link leads, values percent-encoded; what has none is a button. */
  readonly address?: (page: Shareable) => string;
}

/** Every way to share that a page can ask for, by id. Another network is one more entry. */
export const SHARE_TARGETS = {
  zalo: {
    brand: 'Zalo',
    icon: 'M5 2.500h10a3 3 0 0 1 3 3v6.500a3 3 0 0 1-3 3H9.500L6 18v-3H5a3 3 0 0 1-3-3V5.500a3 3 0 0 1 3-3zM7.500 6h5l-5 5.500h5',
    // The plain link behind Zalo's share widget: base64 of a JSON object. It needs no account of the paper's, and takes no words.
    address: ({ url }) => `https://button-share.zalo.me/share_external?d=${encode(base64(JSON.stringify({ url })))}`,
  },
  facebook: {
    brand: 'Facebook',
    icon: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM11 18v-8.500c0-1.500.8-2.300 2.300-2.200M8.500 11h4.300',
    // It takes the address only; words are read from the page itself (https://developers.facebook.com/docs/sharing/webmasters).
    address: ({ url }) => `https://www.facebook.com/sharer/sharer.php?u=${encode(url)}`,
  },
  x: {
    brand: 'X',
    icon: 'M3.500 3.500h3L16.500 16.500h-3zM15.700 3.500l-5 5.600M9 11.300l-4.700 5.200',
    address: ({ url, title, text = title }) => `https://x.com/intent/tweet?text=${encode(text)}&url=${encode(url)}`,
  },
  telegram: {
    brand: 'Telegram',
    icon: 'M2.500 9.300l15-5.800-2.700 13-4.600-3.400-2.500 2.700-.6-4.600zM7.100 11.200l10.400-7.700',
    address: ({ url, title, text = title }) => `https://t.me/share/url?url=${encode(url)}&text=${encode(text)}`,
  },
  email: {
    icon: 'M4 4h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM2.500 5.500L10 11l7.500-5.500',
    address: ({ url, title, text = title }) => `mailto:?subject=${encode(title)}&body=${encode(`${text}\r\n${url}`)}`,
  },
  copy: {
    icon: 'M8 12l4-4M9 6l2-2a3.500 3.500 0 0 1 5 5l-2 2M11 14l-2 2a3.500 3.500 0 0 1-5-5l2-2',
  },
  native: {
    icon: 'M10 12.500V3M6.500 6L10 2.700 13.500 6M4 10v6.500h12V10',
  },
} as const satisfies Record<string, ShareTarget>;

type Targets = typeof SHARE_TARGETS;
export type TargetId = keyof Targets;
/** Those that are reached by a link. */
export type LinkTargetId = { [Id in TargetId]: Targets[Id] extends { address: unknown } ? Id : never }[TargetId];
/** Those that each language names itself. */
export type NamedTargetId = { [Id in TargetId]: Targets[Id] extends { brand: unknown } ? never : Id }[TargetId];

/** What a bar shows, in its order, unless the page chooses. */
export const USUAL_TARGETS: readonly TargetId[] = ['zalo', 'facebook', 'x', 'telegram', 'email', 'copy', 'native'];

export function isTargetId(word: string): word is TargetId {
  return Object.hasOwn(SHARE_TARGETS, word);
}

/** Reads the attribute `targets`: the known ids, once each, in its order; the usual ones when it has none. `unknown` names the rest. */
export function readTargets(words: string): { readonly targets: readonly TargetId[]; readonly unknown: readonly string[] } {
  const asked = [...new Set(words.toLowerCase().split(/[\s,]+/).filter(Boolean))];
  const targets = asked.filter(isTargetId);
  return { targets: targets.length > 0 ? targets : USUAL_TARGETS, unknown: asked.filter((word) => !isTargetId(word)) };
}

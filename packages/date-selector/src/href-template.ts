import { startOfDay } from './day-time.ts';
import { splitDay } from './iso-day.ts';

/** What each token of a template stands for; `offset` is the paper's, in minutes east of UTC. */
const TOKENS: Readonly<Record<string, (day: string, offset: number) => string | number>> = {
  yyyy: (day) => splitDay(day).year,
  mm: (day) => splitDay(day).month,
  m: (day) => Number(splitDay(day).month),
  dd: (day) => splitDay(day).day,
  d: (day) => Number(splitDay(day).day),
  iso: (day) => day,
  'from-unix': (day, offset) => startOfDay(day, offset) / 1000,
  // The last second that belongs to the day.
  'to-unix': (day, offset) => startOfDay(day, offset) / 1000 + 86_399,
};

/** The address of a day's paper. */
export type HrefOf = (day: string) => string;

/**
 * Reads an address with tokens: `{yyyy} {mm} {m} {dd} {d} {iso}`, and `{from-unix} {to-unix}`, the seconds since 1970 at which the day starts
 * and ends at the paper's offset. It must lead to an http(s) address, by itself or from the page's; else the answer is what is wrong with it, in English.
 */
export function readHrefTemplate(template: string, offset: number, page: string): { readonly href: HrefOf } | { readonly problem: string } {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const unknown = names.find((name) => !Object.hasOwn(TOKENS, name));
  if (unknown !== undefined) return { problem: `{${unknown}} is no token; there are: {${Object.keys(TOKENS).join('} {')}}` };
  if (names.length === 0) return { problem: 'it has no token for the day, as {yyyy} {mm} {dd}' };
  const href: HrefOf = (day) => template.replace(/\{([^{}]*)\}/g, (_, name: string) => String(TOKENS[name]?.(day, offset)));
  return isWebAddress(href('2007-02-17'), page) ? { href } : { problem: 'it leads to no http(s) address' };
}

function isWebAddress(address: string, page: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    // Relative: the page's own scheme.
    try {
      return Boolean(new URL(address, page));
    } catch {
      return false;
    }
  }
}

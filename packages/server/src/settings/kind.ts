import ipaddr from 'ipaddr.js';
import type { Rate } from '../core/index.ts';

/** A kind of value that a setting may have. */
export interface Kind<T> {
  /** What is allowed, in words: "Allowed is …". */
  readonly allowed: string;
  /** The value that a text stands for, allowed or not. */
  parse(text: string): unknown;
  fits(value: unknown): value is T;
  /** The text that stands for a value. */
  write(value: T): string;
}

export function whole(least: number, most: number): Kind<number> {
  return {
    allowed: `a whole number from ${least} to ${most}`,
    parse: (text) => (/^\d+$/.test(text) ? Number(text) : text),
    fits: (value): value is number => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    write: String,
  };
}

export function oneOf<const T extends string>(...words: readonly T[]): Kind<T> {
  return text(words.join(' or '), (value): value is T => words.some((word) => word === value));
}

export function text<T extends string = string>(allowed: string, fits: ((value: string) => boolean) | ((value: string) => value is T)): Kind<T> {
  return { allowed, parse: (given) => given, fits: (value): value is T => typeof value === 'string' && fits(value), write: String };
}

/** Written with commas; in a file also as an array. */
export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    allowed: `${kind.allowed}; several by commas`,
    parse: (given) => given.split(',').flatMap((one) => (one.trim() === '' ? [] : [kind.parse(one.trim())])),
    fits: (value): value is readonly T[] => Array.isArray(value) && value.every((one) => kind.fits(one)),
    write: (value) => value.map((one) => kind.write(one)).join(','),
  };
}

/** `3/10000`: three at once, then one every 10,000 ms. */
export const rate: Kind<Rate> = {
  allowed: 'how many at once / then one every so many ms, such as 3/10000',
  parse: (given) => {
    const [, burst, every] = /^(\d+)\/(\d+)$/.exec(given) ?? [];
    return { burst: Number(burst), every: Number(every) };
  },
  fits: (value): value is Rate => {
    const { burst, every } = (value ?? {}) as Rate;
    return Number.isInteger(burst) && burst >= 1 && every > 0 && Number.isFinite(every);
  },
  write: ({ burst, every }) => `${burst}/${every}`,
};

export const word = text('1 to 64 of A-Z a-z 0-9 . _ ~ -', (value) => /^[A-Za-z0-9._~-]{1,64}$/.test(value));

export const reaction = text('1 to 16 small letters', (value) => /^[a-z]{1,16}$/.test(value));

export const place = text('a path', (value) => value !== '');

export const address = text('a host name or an IP address', (value) => /^[A-Za-z0-9._:-]+$/.test(value));

export const urlPath = text('a path such as /bandoc, without a slash at its end', (value) => /^(\/[A-Za-z0-9._~-]+)+$/.test(value));

export const origin = text('an origin as browsers send it, such as https://bao.example, without a slash at its end', (value) => {
  // A scheme that the standard does not know has the origin "null".
  return URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value);
});

export const timeZone = text('an IANA time zone, such as Asia/Ho_Chi_Minh', (value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format() !== '';
  } catch {
    return false;
  }
});

/** Names that proxy-addr knows. */
const NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

export const network = text(
  `an IP address, a range such as 10.0.0.0/8, ${NETWORKS.join(', ')}`,
  (value) => NETWORKS.includes(value) || ipaddr.isValid(value) || ipaddr.isValidCIDR(value),
);

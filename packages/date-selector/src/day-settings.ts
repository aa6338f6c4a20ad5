import { type HrefOf, readHrefTemplate, readOffset } from './href-template.ts';
import { isIsoDay, type Limits } from './iso-day.ts';

/** The attributes by which a page says which days there are and where they lead, as they were written. */
export interface DayAttributes {
  readonly min: string | null;
  readonly max: string | null;
  readonly today: string | null;
  readonly utcOffset: string | null;
  readonly hrefTemplate: string | null;
}

/** The same, read. */
export interface DaySettings {
  readonly limits: Limits;
  /** '' where the page does not say it. */
  readonly today: string;
  /** The paper's, in minutes east of UTC. */
  readonly offset: number;
  readonly href: HrefOf | undefined;
  /** A template was given and cannot be used. */
  readonly badTemplate: boolean;
}

/** Asia/Ho_Chi_Minh, which has no summer time. */
const OFFSET = 7 * 60;

/** Reads what the page has set; what is wrong is left out, and `warn` is told in English. Relative addresses start from `page`. */
export function readDaySettings({ min, max, today, utcOffset, hrefTemplate }: DayAttributes, page: string, warn: (words: string) => void): DaySettings {
  const day = (name: string, given: string | null): string => {
    if (!given || isIsoDay(given)) return given ?? '';
    warn(`${name}: "${given}" is no day as yyyy-mm-dd, and is left out.`);
    return '';
  };
  let limits = { min: day('min', min), max: day('max', max) };
  if (limits.min && limits.max && limits.min > limits.max) {
    warn(`min: "${min}" is after max "${max}"; both are left out.`);
    limits = { min: '', max: '' };
  }
  const offset = utcOffset ? readOffset(utcOffset) : OFFSET;
  if (offset === undefined) warn(`utc-offset: "${utcOffset}" is no offset as +07:00, which is used instead.`);
  const settings = { limits, today: day('today', today), offset: offset ?? OFFSET };
  if (!hrefTemplate) return { ...settings, href: undefined, badTemplate: false };
  const read = readHrefTemplate(hrefTemplate, settings.offset, page);
  if ('href' in read) return { ...settings, href: read.href, badTemplate: false };
  warn(`href-template: "${hrefTemplate}" is not used: ${read.problem}.`);
  return { ...settings, href: undefined, badTemplate: true };
}

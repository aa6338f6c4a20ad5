import { readOffset } from '@bandoc/ui';
import type { LitElement, ReactiveController } from 'lit';
import type { Limits } from './day-limits.ts';
import { type HrefOf, readHrefTemplate } from './href-template.ts';
import { isIsoDay } from './iso-day.ts';

/** The attributes by which a page says which days there are and where they lead, as they were written. */
export interface DayAttributes {
  readonly value: string | null;
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
  /** What is wrong and left out, in English. */
  readonly faults: readonly string[];
}

/** Asia/Ho_Chi_Minh, which has no summer time. */
const OFFSET = 7 * 60;

/** Reads what the page has set. Relative addresses start from `page`. */
export function readDaySettings({ value, min, max, today, utcOffset, hrefTemplate }: DayAttributes, page: string): DaySettings {
  const faults: string[] = [];
  const day = (name: string, given: string | null): string => {
    if (!given || isIsoDay(given)) return given ?? '';
    faults.push(`${name}: "${given}" is no day as yyyy-mm-dd, and is left out.`);
    return '';
  };
  day('value', value);
  let limits = { min: day('min', min), max: day('max', max) };
  if (limits.min && limits.max && limits.min > limits.max) {
    faults.push(`min: "${min}" is after max "${max}"; both are left out.`);
    limits = { min: '', max: '' };
  }
  const offset = utcOffset ? readOffset(utcOffset) : OFFSET;
  if (offset === undefined) faults.push(`utc-offset: "${utcOffset}" is no offset as +07:00, which is used instead.`);
  const settings = { limits, today: day('today', today), offset: offset ?? OFFSET, faults };
  if (!hrefTemplate) return { ...settings, href: undefined, badTemplate: false };
  const read = readHrefTemplate(hrefTemplate, settings.offset, page);
  if ('href' in read) return { ...settings, href: read.href, badTemplate: false };
  faults.push(`href-template: "${hrefTemplate}" is not used: ${read.problem}.`);
  return { ...settings, href: undefined, badTemplate: true };
}

/** Tells a page what it has set wrong, once each, now and when it sets something else; `onBadTemplate` is called when readers need to be told, too. */
export class SettingsCheck implements ReactiveController {
  readonly #host: LitElement & DayAttributes;
  readonly #onBadTemplate: () => void;
  readonly #told = new Set<string>();
  #badTemplate = false;

  constructor(host: LitElement & DayAttributes, onBadTemplate: () => void) {
    this.#host = host;
    this.#onBadTemplate = onBadTemplate;
    host.addController(this);
    this.hostUpdated();
  }

  hostUpdated(): void {
    const { faults, badTemplate } = readDaySettings(this.#host, document.baseURI);
    for (const fault of faults) {
      if (!this.#told.has(fault)) console.warn(`bandoc-date-selector: ${fault}`, this.#host);
      this.#told.add(fault);
    }
    if (badTemplate && !this.#badTemplate) this.#onBadTemplate();
    this.#badTemplate = badTemplate;
  }
}

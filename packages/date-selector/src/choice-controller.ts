import { StringsController } from '@bandoc/ui';
import { type LitElement, nothing, type TemplateResult } from 'lit';
import { Calendar, type CalendarPlace } from './calendar.ts';
import { type ChoiceStrings, choiceLocales } from './choice-strings.ts';
import { type DayAttributes, type DaySettings, readDaySettings } from './day-settings.ts';
import { type EmptyDay, renderEmptyDay } from './empty-day.ts';
import { PARTS, type Part } from './iso-day.ts';
import { type DateFault, readTyped, readWholeDate, type Typed } from './read-date.ts';

/** What the field tells of itself, read anew at every turn. */
export interface ChoicePlace extends Omit<CalendarPlace, 'start' | 'limits' | 'today' | 'offset' | 'href'> {
  readonly attributes: () => DayAttributes;
  readonly warn: (words: string) => void;
  readonly typed: () => Typed;
  /** Puts a whole date into the three parts. */
  readonly fill: (typed: Typed) => void;
}

/**
 * All that happens once a reader types or opens the calendar: reading dates, saying what is wrong with them, the month and its counts. It is
 * loaded when a reader comes near the field, and drawn by the field's own `render`.
 */
export class ChoiceController {
  readonly calendar: Calendar;
  readonly #host: LitElement;
  readonly #place: ChoicePlace;
  readonly #words: StringsController<ChoiceStrings>;
  #settings: DaySettings;
  #message: DateFault | ({ readonly kind: 'empty-day' } & EmptyDay) | undefined;

  constructor(host: LitElement, place: ChoicePlace) {
    this.#host = host;
    this.#place = place;
    this.#words = new StringsController(host, choiceLocales);
    this.#settings = this.#read();
    this.calendar = new Calendar(host, this.#words, {
      ...place,
      start: () => this.#typedDay() ?? place.value(),
      limits: () => this.#settings.limits,
      today: () => this.#settings.today,
      offset: () => this.#settings.offset,
      href: this.href,
    });
  }

  /** Address of a day's paper; undefined where the page has told none. */
  readonly href = (day: string): string | undefined => this.#settings.href?.(day);

  /** The page has set something else. */
  readSettings(): void {
    this.#settings = this.#read();
  }

  /** The parts that are to be mended. */
  get wrong(): readonly Part[] {
    return this.#message && 'parts' in this.#message ? this.#message.parts : [];
  }

  languageChanged(): void {
    void this.#words.load();
  }

  /** A whole date that is in a text, or in one of the parts, is spread over all three. False if there is none. */
  spread(...texts: readonly string[]): boolean {
    const whole = (texts.length > 0 ? texts : Object.values<string>(this.#place.typed())).map(readWholeDate).find((one) => one);
    if (whole) this.#place.fill(whole);
    return Boolean(whole);
  }

  /** The parts have changed: what was said of them holds no longer, and of a whole day the count will be wanted. */
  changed(): void {
    this.#message = undefined;
    const day = this.#typedDay();
    if (day && !this.calendar.open) this.calendar.prepare(day);
  }

  /** Goes to the typed day, or says why not. */
  go(): void {
    this.spread();
    const read = readTyped(this.#place.typed(), this.#settings.limits);
    if ('day' in read && this.calendar.counts.count(read.day) !== 0) {
      this.#place.choose(read.day);
      return;
    }
    this.#message = 'day' in read ? { kind: 'empty-day', ...this.calendar.emptyDay(read.day) } : read.fault;
    this.#host.requestUpdate();
    if ('fault' in read) this.#host.renderRoot.querySelector<HTMLElement>(`input[name=${read.fault.parts[0]}]`)?.focus();
  }

  /** What is wrong; nothing where nothing is. */
  renderMessage(): TemplateResult | string | typeof nothing {
    const message = this.#message;
    const words = this.#words.strings;
    if (!message || !words) return nothing;
    if (message.kind === 'empty-day') return renderEmptyDay(message, words, this.href, this.#place.choose);
    const { faults } = words;
    const says: Readonly<Record<DateFault['kind'], () => string>> = {
      empty: () => faults.empty,
      incomplete: () => faults.incomplete(message.parts),
      'short-year': () => faults.shortYear,
      impossible: () => faults.impossible(unpadded(this.#place.typed())),
      'out-of-range': () => faults.outOfRange(this.#settings.limits),
    };
    return says[message.kind]();
  }

  #read(): DaySettings {
    return readDaySettings(this.#place.attributes(), document.baseURI, this.#place.warn);
  }

  #typedDay(): string | undefined {
    const read = readTyped(this.#place.typed(), this.#settings.limits);
    return 'day' in read ? read.day : undefined;
  }
}

/** As it is said: 31/2/2024. */
function unpadded(typed: Typed): string {
  return PARTS.map((part) => typed[part].trim().replace(/^0+(?=\d)/, '')).join('/');
}

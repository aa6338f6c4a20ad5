import { emit, StringsController } from '@bandoc/ui';
import type { ReactiveController, TemplateResult } from 'lit';
import { Calendar } from './calendar.ts';
import { choiceStyles } from './choice.styles.ts';
import { type ChoiceStrings, choiceLocales } from './choice-strings.ts';
import type { DateSelector } from './date-selector.ts';
import { PARTS } from './day-parts.ts';
import { type DaySettings, readDaySettings } from './day-settings.ts';
import { type EmptyDay, renderEmptyDay } from './empty-day.ts';
import { type Part, splitDay } from './iso-day.ts';
import { type DateFault, readTyped, readWholeDate, type Typed } from './read-date.ts';

/** What the field keeps, asked anew at every turn. */
export interface ChoicePlace {
  readonly typed: () => Typed;
  /** The chosen day; '' is none. */
  readonly value: () => string;
  /** Puts a date into the three parts. */
  readonly fill: (typed: Typed) => void;
}

/**
 * All that happens once a reader types or opens the calendar: reading dates, saying what is wrong with them, the month and its counts, choosing.
 * It is loaded when a reader comes near the field, and drawn by the field's own `render`.
 */
export class ChoiceController implements ReactiveController {
  readonly calendar: Calendar;
  readonly #host: DateSelector;
  readonly #place: ChoicePlace;
  readonly #words: StringsController<ChoiceStrings>;
  #settings: DaySettings;
  #message: DateFault | ({ readonly kind: 'empty-day' } & EmptyDay) | undefined;

  constructor(host: DateSelector, place: ChoicePlace) {
    this.#host = host;
    this.#place = place;
    this.#words = new StringsController(host, choiceLocales);
    this.#settings = this.#read();
    host.addController(this);
    this.calendar = new Calendar(host, this.#words, {
      value: place.value,
      start: () => this.#typedDay() ?? place.value(),
      limits: () => this.#settings.limits,
      today: () => this.#settings.today,
      offset: () => this.#settings.offset,
      client: () => host.client,
      server: () => host.server,
      scope: () => host.scope || 'home',
      href: this.href,
      choose: this.#choose,
      field: () => host.renderRoot.querySelector('.field'),
      opener: this.#opener,
    });
    const root = host.renderRoot as HTMLElement & ShadowRoot;
    root.adoptedStyleSheets.push(choiceStyles.styleSheet as CSSStyleSheet);
    root.addEventListener('paste', this.#onPaste);
    root.addEventListener('change', () => this.spread());
    root.addEventListener('focusin', this.#onNear);
    root.addEventListener('focusout', this.#onLeave);
    // These do not bubble.
    root.addEventListener('pointerenter', this.#onNear, true);
    root.addEventListener('pointerleave', this.#onPointerLeave, true);
    // What has happened while this was loading.
    if (!this.spread()) this.changed();
    if (this.#opener()?.matches(':hover, :focus')) this.#prepare();
  }

  hostUpdate(): void {
    this.#settings = this.#read();
  }

  /** Address of a day's paper; undefined where the page has told none. */
  readonly href = (day: string): string | undefined => this.#settings.href?.(day);

  /** The parts that are to be mended. */
  get wrong(): readonly Part[] {
    return this.#message && 'parts' in this.#message ? this.#message.parts : [];
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
    if (day) this.#prepare(day);
  }

  /** Goes to the typed day, or says why not. */
  go(): void {
    this.spread();
    const read = readTyped(this.#place.typed(), this.#settings.limits);
    if ('day' in read && this.calendar.counts.count(read.day) !== 0) {
      this.#choose(read.day);
      return;
    }
    this.#message = 'day' in read ? { kind: 'empty-day', ...this.calendar.emptyDay(read.day) } : read.fault;
    this.#host.requestUpdate();
    if ('fault' in read) this.#host.renderRoot.querySelector<HTMLElement>(`input[name=${read.fault.parts[0]}]`)?.focus();
  }

  /** What stands under the field in the place of its example, while nothing is wrong with the date. */
  get hint(): string | undefined {
    return this.#settings.badTemplate ? this.#words.strings?.noLinks : undefined;
  }

  /** What is wrong with the date; undefined where nothing is. */
  renderFault(): TemplateResult | string | undefined {
    const message = this.#message;
    const words = this.#words.strings;
    if (!message || !words) return undefined;
    if (message.kind === 'empty-day') return renderEmptyDay(message, words, this.href, this.#choose);
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

  readonly #choose = (day: string): void => {
    this.#host.value = day;
    this.#place.fill(splitDay(day));
    const href = this.href(day) ?? null;
    if (emit(this.#host, 'bandoc-date-selected', { date: day, href }) && href !== null) location.assign(href);
  };

  readonly #opener = (): HTMLElement | null => this.#host.renderRoot.querySelector('.opener');

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (this.spread(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  };

  readonly #onNear = ({ target }: Event): void => {
    if (target === this.#opener()) this.#prepare();
  };

  readonly #onLeave = (): void => {
    if (!this.calendar.open) this.calendar.counts.rest();
  };

  /** A finger that is lifted leaves, too, just before its click. */
  readonly #onPointerLeave = ({ target, pointerType }: PointerEvent): void => {
    if (target === this.#opener() && pointerType === 'mouse' && !this.#host.matches(':focus-within')) this.#onLeave();
  };

  #prepare(day?: string): void {
    if (this.#host.isConnected && !this.calendar.open) this.calendar.prepare(day);
  }

  #read(): DaySettings {
    return readDaySettings(this.#host, document.baseURI);
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

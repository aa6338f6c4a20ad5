import type { Client } from '@bandoc/client';
import { clientFor, pageServer } from '@bandoc/client/browser';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { addToDay } from './calendar-day.ts';
import { calendarStyles } from './calendar.styles.ts';
import { clampDay, dayAt, type Limits, monthOf } from './iso-day.ts';
import { MonthCounts } from './month-counts.ts';
import { dayByKey, renderMonthGrid } from './month-grid.ts';
import { type EmptyDay, renderEmptyDay } from './empty-day.ts';
import { hasPopover, placePanel } from './place-panel.ts';
import type { DateStrings } from './strings.ts';

/** What the field tells its calendar, read anew at every turn. */
export interface CalendarContext {
  readonly words: DateStrings;
  readonly lang: string;
  readonly value: string;
  readonly limits: Limits;
  /** '' where the paper's own today is to be used. */
  readonly today: string;
  /** The paper's, in minutes east of UTC. */
  readonly offset: number;
  readonly client: Client | undefined;
  readonly server: string;
  readonly scope: string;
  readonly href: (day: string) => string | undefined;
  readonly choose: (day: string) => void;
  /** What the panel is placed by, and what gets the focus back. */
  readonly field: () => HTMLElement | null;
  readonly opener: () => HTMLElement | null;
}

/** The month in a popover, and the counts. It is loaded when a reader comes near the field, and drawn by the field's own `render`. */
export class Calendar implements ReactiveController {
  open = false;
  readonly counts: MonthCounts;
  readonly #host: LitElement;
  readonly #context: () => CalendarContext;
  /** Where the reader has gone; nowhere yet: the chosen day or today. */
  #day = '';
  #empty: EmptyDay | undefined;
  #focus = false;
  #placed = false;
  #within: Event | undefined;

  constructor(host: LitElement, context: () => CalendarContext) {
    this.#host = host;
    this.#context = context;
    this.counts = new MonthCounts(() => this.#countsChanged());
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(calendarStyles.styleSheet as CSSStyleSheet);
    host.addController(this);
  }

  /** Fetches a month before it is shown or gone to: the given one, or the one that opening would show. */
  prepare(day = this.#shown()): void {
    const { client, server, scope } = this.#context();
    const base = server || pageServer();
    this.counts.use(client ?? (base === undefined ? undefined : clientFor(base)), scope);
    this.counts.look(monthOf(day));
  }

  show(): void {
    this.open = true;
    this.#day = '';
    this.#empty = undefined;
    this.#focus = true;
    this.#placed = false;
    this.prepare();
    window.addEventListener('pointerdown', this.#onPointerAnywhere);
    window.addEventListener('resize', this.#onResize);
    this.#host.requestUpdate();
  }

  close(returnFocus: boolean): void {
    if (!this.open) return;
    this.open = false;
    this.counts.rest();
    window.removeEventListener('pointerdown', this.#onPointerAnywhere);
    window.removeEventListener('resize', this.#onResize);
    if (returnFocus) this.#context().opener()?.focus();
    this.#host.requestUpdate();
  }

  /** The paper's today, by the server's clock once it has told it. */
  today(): string {
    const { today, offset, client, server } = this.#context();
    const base = server || pageServer();
    return today || dayAt((client ?? (base === undefined ? undefined : clientFor(base)))?.now() ?? Date.now(), offset);
  }

  hostDisconnected(): void {
    this.close(false);
    this.counts.rest();
  }

  hostUpdated(): void {
    const panel = this.#panel();
    if (!panel) return;
    if (!this.#placed) {
      this.#placed = true;
      if (panel.popover) panel.showPopover();
      this.#place();
    }
    if (this.#focus) {
      this.#focus = false;
      panel.querySelector<HTMLElement>('td [tabindex="0"]')?.focus();
    }
  }

  render(): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    const { words, lang, value, limits, href } = this.#context();
    const day = this.#shown();
    const month = monthOf(day);
    const status = this.counts.status(month);
    return html`<div
      class="panel"
      part="calendar"
      role="dialog"
      aria-label=${words.calendar}
      tabindex="-1"
      lang=${lang}
      popover=${hasPopover() ? 'manual' : nothing}
      @pointerdown=${this.#onPointerWithin}
      @keydown=${this.#onKey}
    >
      <header>
        ${this.#renderStep('«', words.previousYear, -12)} ${this.#renderStep('‹', words.previousMonth, -1)}
        <h2 id="month" aria-live="polite">${words.month(month)}</h2>
        ${this.#renderStep('›', words.nextMonth, 1)} ${this.#renderStep('»', words.nextYear, 12)}
      </header>
      <p id="keys">${words.keys}</p>
      <div @keydown=${this.#onGridKey} @click=${this.#onGridClick}>
        ${renderMonthGrid({
          words,
          day,
          value,
          limits,
          today: this.today(),
          busy: status === 'loading',
          count: (each) => this.counts.count(each),
          most: this.counts.most(month),
          href,
        })}
      </div>
      <footer>
        <div role="status">${this.#empty ? renderEmptyDay(this.#empty, words, href, this.#choose) : nothing}</div>
        ${this.#empty ? nothing : this.#renderNote(day, status, words)}
        <button type="button" @click=${() => this.close(true)}>${words.close}</button>
      </footer>
    </div>`;
  }

  #renderStep(face: string, name: string, months: number): TemplateResult {
    const beyond = monthOf(this.#moved(months)) === monthOf(this.#shown());
    return html`<button type="button" class="quiet" aria-label=${name} title=${name} aria-disabled=${beyond ? 'true' : nothing} @click=${() => this.#go(this.#moved(months), false)}>
      ${face}
    </button>`;
  }

  #renderNote(day: string, status: string, words: DateStrings): TemplateResult {
    if (status === 'failed') return html`<p>${words.noCounts} <button type="button" class="quiet" @click=${() => this.counts.retry()}>${words.retry}</button></p>`;
    const count = this.counts.count(day);
    const counted = count === undefined ? (status === 'loading' ? words.loading : '') : `${words.shortDay(day)}: ${count > 0 ? words.count(count) : words.noArticles}`;
    // The day's own name says it already.
    return html`<p aria-hidden="true">${counted}</p>`;
  }

  /** The day whose month is shown, and that Tab reaches. */
  #shown(): string {
    const { value, limits } = this.#context();
    return this.#day || clampDay(value || this.today(), limits);
  }

  /** So many months on, and not beyond the months of the limits; the way back leads to limits as well. */
  #moved(months: number): string {
    return clampDay(addToDay(this.#shown(), 'months', months), this.#context().limits);
  }

  #go(day: string, focus: boolean): void {
    const { min, max } = this.#context().limits;
    // Days beyond a limit can be reached in its own month, and say that they are beyond.
    const first = min && `${monthOf(min)}-01`;
    const last = max && addToDay(addToDay(`${monthOf(max)}-01`, 'months', 1), 'days', -1);
    this.#day = clampDay(day, { min: first, max: last });
    this.#empty = undefined;
    this.#focus = focus;
    this.counts.look(monthOf(this.#day));
    this.#host.requestUpdate();
  }

  #countsChanged(): void {
    // The server may have told another today: then another month is shown, if the reader has not gone anywhere.
    if (this.open) {
      this.counts.look(monthOf(this.#shown()));
      this.#focus = Boolean(this.#panel()?.querySelector('td :focus'));
    }
    this.#host.requestUpdate();
  }

  readonly #choose = (day: string): void => {
    this.close(true);
    this.#context().choose(day);
  };

  #place(): void {
    const panel = this.#panel();
    const field = this.#context().field();
    if (panel && field) placePanel(panel, field, this.#host);
  }

  #panel(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.panel');
  }

  readonly #onPointerWithin = (event: Event): void => {
    this.#within = event;
  };

  readonly #onPointerAnywhere = (event: Event): void => {
    // Not by the event's path: a closed shadow root around us would hide us in it.
    if (event !== this.#within && !event.composedPath().includes(this.#context().opener() as EventTarget)) this.close(false);
  };

  readonly #onResize = (): void => this.#place();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close(true);
    } else if (event.key === 'Tab') {
      const stops = [...(this.#panel()?.querySelectorAll<HTMLElement>(':is(a, button):not([tabindex="-1"])') ?? [])];
      const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
      if (from?.matches(':focus')) {
        event.preventDefault();
        to?.focus();
      }
    }
  };

  readonly #onGridKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const day = target.dataset['day'];
    if (!day) return;
    if (event.key === ' ' && target.localName === 'a') {
      event.preventDefault();
      target.click();
      return;
    }
    const next = dayByKey(event, day, this.#context().words.weekStart, getComputedStyle(target).direction === 'rtl');
    if (!next) return;
    event.preventDefault();
    this.#go(next, true);
  };

  readonly #onGridClick = (event: MouseEvent): void => {
    const target = (event.target as Element).closest<HTMLElement>('[data-day]');
    const day = target?.dataset['day'];
    // A new tab or window is the browser's affair.
    if (!target || !day || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (target.ariaDisabled === 'true' || this.counts.count(day) === 0) this.#refuse(day, target.ariaDisabled === 'true');
    else this.#choose(day);
  };

  #refuse(day: string, outOfRange: boolean): void {
    this.#go(day, true);
    if (!outOfRange) this.#empty = this.emptyDay(day);
  }

  /** What is to be said of a day that is known to have no articles. */
  emptyDay(day: string): EmptyDay {
    const { limits } = this.#context();
    return { day, ...this.counts.nearest(day, (other) => clampDay(other, limits) === other) };
  }
}

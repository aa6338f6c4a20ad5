import type { PageClient } from '@bandoc/client';
import { clientFor, pageServer } from '@bandoc/client/browser';
import type { StringsController } from '@bandoc/ui';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { calendarStyles } from './calendar.styles.ts';
import { addToDay } from './calendar-day.ts';
import type { ChoiceStrings } from './choice-strings.ts';
import { clampDay, type Limits } from './day-limits.ts';
import { monthOf } from './day-parts.ts';
import { dayAt } from './day-time.ts';
import { type EmptyDay, renderEmptyDay } from './empty-day.ts';
import { MonthCounts } from './month-counts.ts';
import { dayByKey, renderMonthGrid } from './month-grid.ts';
import { hasPopover, placePanel } from './place-panel.ts';

/** What the field tells its calendar, asked anew at every turn. Days are `yyyy-mm-dd`; '' is none. */
export interface CalendarPlace {
  readonly value: () => string;
  /** Where to begin; '' for today. */
  readonly start: () => string;
  readonly limits: () => Limits;
  /** '' where the paper's own today is to be used. */
  readonly today: () => string;
  /** The paper's, in minutes east of UTC. */
  readonly offset: () => number;
  readonly client: () => PageClient | undefined;
  /** '' for the page's. */
  readonly server: () => string;
  readonly scope: () => string;
  readonly href: (day: string) => string | undefined;
  readonly choose: (day: string) => void;
  /** What the panel is placed by, and what gets the focus back. */
  readonly field: () => HTMLElement | null;
  readonly opener: () => HTMLElement | null;
}

/** The month in a popover, and the counts. It is drawn by the field's own `render`. */
export class Calendar implements ReactiveController {
  open = false;
  readonly counts: MonthCounts;
  readonly #host: LitElement;
  readonly #place: CalendarPlace;
  readonly #words: StringsController<ChoiceStrings>;
  /** Where the reader has gone; nowhere yet: the chosen day or today. */
  #day = '';
  #empty: EmptyDay | undefined;
  #focus = false;
  #shownAt: HTMLElement | undefined;
  #within: Event | undefined;

  constructor(host: LitElement, words: StringsController<ChoiceStrings>, place: CalendarPlace) {
    this.#host = host;
    this.#words = words;
    this.#place = place;
    this.counts = new MonthCounts(() => this.#countsChanged());
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(calendarStyles.styleSheet as CSSStyleSheet);
    host.renderRoot.addEventListener('pointerdown', this.#onPointerWithin);
    host.addController(this);
  }

  /** Fetches a month before it is shown or gone to: the given one, or the one that opening would show. */
  prepare(day = this.#shown()): void {
    this.counts.use(this.#client(), this.#place.scope());
    this.counts.look(monthOf(day));
  }

  toggle(): void {
    if (this.open) this.close(true);
    // The field may have been taken away while this was loading.
    else if (this.#host.isConnected) this.show();
  }

  show(): void {
    this.open = true;
    this.#day = '';
    this.#empty = undefined;
    this.#focus = true;
    this.#shownAt = undefined;
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
    if (returnFocus) this.#place.opener()?.focus();
    this.#host.requestUpdate();
  }

  /** The paper's today, by the server's clock once it has told it. */
  today(): string {
    return this.#place.today() || dayAt(this.#client()?.now() ?? Date.now(), this.#place.offset());
  }

  /** What is to be said of a day that is known to have no articles. */
  emptyDay(day: string): EmptyDay {
    const limits = this.#place.limits();
    return { day, ...this.counts.nearest(day, (other) => clampDay(other, limits) === other) };
  }

  hostDisconnected(): void {
    this.close(false);
    this.counts.rest();
  }

  hostUpdate(): void {
    if (this.open) this.prepare();
  }

  hostUpdated(): void {
    const panel = this.#panel();
    if (!panel) return;
    if (panel !== this.#shownAt) {
      this.#shownAt = panel;
      if (panel.popover) panel.showPopover();
      this.#putInPlace();
    }
    if (this.#focus) {
      this.#focus = false;
      panel.querySelector<HTMLElement>('td [tabindex="0"]')?.focus();
    }
  }

  render(): TemplateResult | typeof nothing {
    const words = this.#words.strings;
    if (!this.open || !words) return nothing;
    const { href } = this.#place;
    const day = this.#shown();
    const month = monthOf(day);
    const status = this.counts.status(month);
    return html`<div
      class="panel"
      part="calendar"
      role="dialog"
      aria-label=${words.calendar}
      tabindex="-1"
      lang=${this.#words.lang}
      popover=${hasPopover() ? 'manual' : nothing}
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
          value: this.#place.value(),
          limits: this.#place.limits(),
          today: this.today(),
          busy: status === 'loading',
          count: (each) => this.counts.count(each),
          most: this.counts.most(month),
          href,
        })}
      </div>
      <footer>
        <div class="note">
          <div role="status">${this.#empty ? renderEmptyDay(this.#empty, words, href, this.#choose) : nothing}</div>
          ${this.#empty ? nothing : this.#renderNote(day, status, words)}
        </div>
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

  #renderNote(day: string, status: string, words: ChoiceStrings): TemplateResult {
    if (status === 'failed')
      return html`<p><span>${words.noCounts}</span> <button type="button" class="quiet" @click=${this.#onRetry}>${words.retry}</button></p>`;
    const count = this.counts.count(day);
    const counted =
      count === undefined ? (status === 'loading' ? words.loading : '') : `${words.shortDay(day)}: ${count > 0 ? words.count(count) : words.noArticles}`;
    // The day's own name says it already.
    return html`<p aria-hidden="true">${counted}</p>`;
  }

  /** The day whose month is shown, and that Tab reaches. */
  #shown(): string {
    return this.#day || clampDay(this.#place.start() || this.today(), this.#place.limits());
  }

  #moved(months: number): string {
    return this.#reach(addToDay(this.#shown(), 'months', months));
  }

  #go(wanted: string, focus: boolean): void {
    this.#day = this.#reach(wanted);
    this.#empty = undefined;
    this.#focus = focus;
    this.#host.requestUpdate();
  }

  /** In a limit's own month every day can be reached, and those beyond say so; beyond that month none. */
  #reach(wanted: string): string {
    const nearest = clampDay(wanted, this.#place.limits());
    if (monthOf(nearest) === monthOf(wanted)) return wanted;
    return monthOf(nearest) === monthOf(this.#shown()) ? this.#shown() : nearest;
  }

  #countsChanged(): void {
    // Links may become buttons, and if the server told another today and the reader has not gone anywhere, another month is shown.
    this.#focus ||= Boolean(this.#panel()?.querySelector('td :focus'));
    this.#host.requestUpdate();
  }

  readonly #choose = (day: string): void => {
    this.close(true);
    this.#place.choose(day);
  };

  #client(): PageClient | undefined {
    const base = this.#place.server() || pageServer();
    return this.#place.client() ?? (base === undefined ? undefined : clientFor(base));
  }

  #putInPlace(): void {
    const panel = this.#panel();
    const field = this.#place.field();
    if (panel && field) placePanel(panel, field, this.#host);
  }

  #panel(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.panel');
  }

  readonly #onPointerWithin = (event: Event): void => {
    const path = event.composedPath();
    if ([this.#panel(), this.#place.opener()].some((part) => part && path.includes(part))) this.#within = event;
  };

  readonly #onPointerAnywhere = (event: Event): void => {
    // Its path is not asked here: a closed shadow root around the element would hide us in it.
    if (event !== this.#within) this.close(false);
  };

  readonly #onRetry = (): void => {
    // The button goes.
    this.#focus = true;
    this.counts.retry();
  };

  readonly #onResize = (): void => this.#putInPlace();

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
    const next = dayByKey(event, day, this.#words.strings?.weekStart ?? 1, getComputedStyle(target).direction === 'rtl');
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
    const outOfRange = target.hasAttribute('aria-disabled');
    if (!outOfRange && this.counts.count(day) !== 0) {
      this.#choose(day);
      return;
    }
    this.#go(day, true);
    if (!outOfRange) this.#empty = this.emptyDay(day);
  };
}

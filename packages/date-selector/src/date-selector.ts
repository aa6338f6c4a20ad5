import type { Client } from '@bandoc/client';
import { clientFor, pageServer } from '@bandoc/client/browser';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { dayAt, isDay, partsOf } from './calendar-day.ts';
import { dateSelectorStyles } from './date-selector.styles.ts';
import { DaysController } from './days-controller.ts';
import { faultOfTemplate, fillTemplate } from './href-template.ts';
import { PanelController } from './panel-controller.ts';
import { type DatePart, readPasted, readTyped } from './read-date.ts';
import { dateLocales, type DateStrings } from './strings.ts';

const PARTS: readonly DatePart[] = ['day', 'month', 'year'];
const LENGTH = { day: 2, month: 2, year: 4 } as const;

/** Hà Nội, in minutes ahead of UTC. */
const DEFAULT_OFFSET = 420;

type Panel = typeof import('./calendar-panel.ts');
type Message = { readonly says: (words: DateStrings) => unknown; readonly parts: readonly DatePart[] };

/**
 * "Chọn ngày": a reader goes to the paper of another day, by typing it or from a calendar that knows which days have articles. The days of the calendar are
 * real links.
 *
 * @element bandoc-date-selector
 * @attr {string} value - The chosen day, `yyyy-mm-dd`.
 * @attr {string} min - The first day that can be chosen.
 * @attr {string} max - The last one; today unless given.
 * @attr {string} href-template - Address of a day's paper, with the tokens `{yyyy} {mm} {dd} {m} {d} {iso} {from-unix} {to-unix}`.
 * @attr {string} scope - Whose articles are counted: `home` unless given.
 * @attr {string} today - The day it is, `yyyy-mm-dd`; the server's, or the reader's clock unless given.
 * @attr {number} utc-offset - Minutes ahead of UTC where the paper's day begins: 420 unless given.
 * @attr {string} server - Base address of the comment server, which counts articles; the script tag's `data-server` unless given. It works without one.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @prop {Client} client - A client to use in the place of one for `server`.
 * @fires bandoc-date-selected - `{date, href}`: a day was chosen; `href` is null without a template. Cancel it to stay on the page.
 * @slot - Shown until the widget is there: a form with three lists, for instance.
 * @cssprop --bandoc-accent - The one accent colour.
 */
export class DateSelector extends LitElement {
  static override styles = [tokenStyles, controlStyles, dateSelectorStyles];
  static override properties = {
    value: {},
    min: {},
    max: {},
    hrefTemplate: { attribute: 'href-template' },
    scope: {},
    today: {},
    utcOffset: { attribute: 'utc-offset', type: Number },
    server: {},
    lang: {},
    client: { attribute: false },
  };

  declare value: string;
  declare min: string;
  declare max: string;
  declare hrefTemplate: string;
  declare scope: string;
  declare today: string;
  declare utcOffset: number;
  declare server: string;
  declare client: Client | undefined;
  readonly #words = new StringsController(this, dateLocales);
  readonly #days = new DaysController(this);
  readonly #panel = new PanelController(this);
  #calendar: Panel | undefined;
  /** Where the reader is in the calendar; undefined until she has moved. */
  #focused: string | undefined;
  #message: Message | undefined;
  #warned = new Set<string>();

  constructor() {
    super();
    this.value = '';
    this.min = '';
    this.max = '';
    this.hrefTemplate = '';
    this.scope = 'home';
    this.today = '';
    this.utcOffset = DEFAULT_OFFSET;
    this.server = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lang')) void this.#words.load();
    for (const name of ['value', 'min', 'max', 'today'] as const) {
      if (changed.has(name) && this[name] && !isDay(this[name])) this.#warn(`${name}: "${this[name]}" is no day as yyyy-mm-dd, and is left out.`);
    }
    if (isDay(this.min) && isDay(this.max) && this.min > this.max) this.#warn(`min: "${this.min}" is after max "${this.max}"; min is left out.`);
    const fault = this.hrefTemplate && faultOfTemplate(this.hrefTemplate, { page: document.baseURI });
    if (fault) this.#warn(`href-template: ${fault}.`);
    if (['client', 'server', 'scope'].some((name) => changed.has(name))) this.#days.use(this.#client(), this.scope || 'home');
  }

  protected override updated(): void {
    const panel = this.renderRoot.querySelector<HTMLElement>('.panel');
    if (!panel || panel.dataset['shown']) return;
    panel.dataset['shown'] = 'yes';
    this.#panel.show(panel);
    this.#focusDay();
  }

  override render(): TemplateResult | typeof nothing {
    const words = this.#words.strings;
    if (!words) return nothing;
    const chosen = isDay(this.value) ? this.value : undefined;
    return html`
      <div class="label" id="label">${words.label}</div>
      <div class="field" role="group" aria-labelledby="label" aria-describedby="message" @paste=${this.#onPaste} @keydown=${this.#onFieldKey}>
        ${PARTS.map((part, i) => html`${i > 0 ? html`<span class="slash" aria-hidden="true">/</span>` : nothing}${this.#renderPart(part, chosen, words)}`)}
        <button @click=${this.#onGo}>${words.go}</button>
        <button
          aria-haspopup="dialog"
          aria-expanded=${this.#panel.open}
          aria-label=${chosen ? words.change(chosen) : words.open}
          @pointerenter=${this.#loadCalendar}
          @focus=${this.#loadCalendar}
          @click=${this.#onToggle}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true"><rect x="3" y="4" width="14" height="13" rx="2" /><path d="M3 8h14M7 2v4M13 2v4" /></svg>
        </button>
      </div>
      ${this.#panel.open && this.#calendar ? this.#renderPanel(this.#calendar, chosen, words) : nothing}
      <p class="message" id="message" role="status">${this.#message ? html`<span class="wrong">${this.#message.says(words)}</span>` : this.#addressFault() ? words.noAddress : words.example}</p>
    `;
  }

  #renderPart(part: DatePart, chosen: string | undefined, words: DateStrings): TemplateResult {
    const { name, placeholder } = words.parts[part];
    const value = chosen ? String(partsOf(chosen)[part]).padStart(LENGTH[part], '0') : '';
    return html`<input
      name=${part}
      inputmode="numeric"
      autocomplete="off"
      maxlength=${LENGTH[part]}
      aria-label=${name}
      placeholder=${placeholder}
      aria-invalid=${this.#message?.parts.includes(part) ? 'true' : nothing}
      .defaultValue=${value}
      @input=${this.#onInput}
    />`;
  }

  #renderPanel({ renderCalendarPanel }: Panel, selected: string | undefined, words: DateStrings): TemplateResult {
    const focused = this.#place();
    const month = focused.slice(0, 7);
    const view = this.#days.open(month);
    return renderCalendarPanel({
      words,
      month,
      focused,
      selected,
      ...this.#limits(),
      today: this.#today(),
      counts: view?.status === 'ready' ? view.days : undefined,
      loading: view?.status === 'loading',
      failed: view?.status === 'failed',
      retry: () => view?.reload(),
      message: '',
      href: (day) => this.#href(day) ?? undefined,
      choose: this.#onChoose,
      move: this.#onMove,
      close: this.#onClose,
    });
  }

  readonly #loadCalendar = async (): Promise<void> => {
    this.#calendar ??= await import('./calendar-panel.ts');
  };

  readonly #onToggle = async (): Promise<void> => {
    try {
      await this.#loadCalendar();
    } catch {
      // Without the calendar the field still goes to any day.
      return;
    }
    this.#focused = undefined;
    this.#panel.toggle(!this.#panel.open);
  };

  readonly #onClose = (): void => {
    this.#panel.toggle(false);
    this.renderRoot.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };

  readonly #onMove = async (day: string): Promise<void> => {
    const { min, max } = this.#limits();
    this.#focused = min && day < min ? min : max && day > max ? max : day;
    const inGrid = (this.renderRoot as ShadowRoot).activeElement?.closest('table');
    this.requestUpdate();
    await this.updateComplete;
    // The buttons of the header keep the focus, so that they can be pressed again.
    if (inGrid) this.#focusDay();
  };

  readonly #onChoose = (event: Event, day: string): void => {
    const count = this.#days.countOf(day);
    if (count === 0 || !this.#isWithin(day)) {
      event.preventDefault();
      this.#focused = day;
      this.#message = count === 0 ? this.#emptyDay(day) : this.#outside();
      this.#onClose();
      return;
    }
    if (!this.#tell(day)) event.preventDefault();
    this.#panel.toggle(false);
  };

  readonly #onGo = (): void => {
    const typed = Object.fromEntries(PARTS.map((part) => [part, this.#input(part).value])) as Record<DatePart, string>;
    const reading = readTyped(typed);
    this.requestUpdate();
    if ('fault' in reading) {
      const { fault, parts } = reading;
      const whole = PARTS.map((part) => typed[part]).join('/');
      this.#message = { parts, says: ({ faults }) => (fault === 'impossible' ? faults.impossible(whole) : fault === 'empty' ? faults.empty : faults.incomplete(parts)) };
      this.#input(parts[0] ?? 'day').focus();
      return;
    }
    const { date } = reading;
    this.#message = this.#isWithin(date) ? (this.#days.countOf(date) === 0 ? this.#emptyDay(date) : undefined) : this.#outside();
    if (this.#message) return;
    if (this.#tell(date)) this.#follow(date);
  };

  readonly #onFieldKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.isComposing) this.#onGo();
  };

  readonly #onInput = (): void => {
    if (!this.#message) return;
    this.#message = undefined;
    this.requestUpdate();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const pasted = readPasted(event.clipboardData?.getData('text') ?? '');
    if (!pasted) return;
    event.preventDefault();
    for (const part of PARTS) this.#input(part).value = pasted[part];
    this.#onInput();
  };

  #tell(date: string): boolean {
    this.#message = undefined;
    const going = emit(this, 'bandoc-date-selected', { date, href: this.#href(date) });
    this.value = date;
    for (const part of PARTS) this.#input(part).value = String(partsOf(date)[part]).padStart(LENGTH[part], '0');
    return going;
  }

  #follow(date: string): void {
    const href = this.#href(date);
    if (href !== null) location.assign(href);
  }

  #emptyDay(day: string): Message {
    return {
      parts: [],
      says: (words) => {
        const near = this.#days.nearest(day).filter((other) => this.#isWithin(other));
        const links = near.map((other) => html` <a href=${this.#href(other) ?? nothing}>${words.day(other)}</a>`);
        return html`${words.emptyDay(day)}${near.length > 0 ? html` ${words.nearest}${links}` : nothing}`;
      },
    };
  }

  #outside(): Message {
    const { min, max } = this.#limits();
    return {
      parts: PARTS,
      says: ({ faults, day }) => (min && max ? faults.range(day(min), day(max)) : min ? faults.before(day(min)) : max ? faults.after(day(max)) : ''),
    };
  }

  #isWithin(day: string): boolean {
    const { min, max } = this.#limits();
    return (!min || day >= min) && (!max || day <= max);
  }

  #limits(): { readonly min: string | undefined; readonly max: string | undefined } {
    const max = isDay(this.max) ? this.max : this.#today();
    return { max, min: isDay(this.min) && this.min <= max ? this.min : undefined };
  }

  /** The day that the calendar stands on. */
  #place(): string {
    const { min, max } = this.#limits();
    const wanted = this.#focused ?? (isDay(this.value) ? this.value : this.#today());
    return max && wanted > max ? max : min && wanted < min ? min : wanted;
  }

  #today(): string {
    if (isDay(this.today)) return this.today;
    return dayAt(this.#client()?.now() ?? Date.now(), Number.isFinite(this.utcOffset) ? this.utcOffset : DEFAULT_OFFSET);
  }

  #href(day: string): string | null {
    if (!this.hrefTemplate || this.#addressFault()) return null;
    return fillTemplate(this.hrefTemplate, day, { offset: Number.isFinite(this.utcOffset) ? this.utcOffset : DEFAULT_OFFSET });
  }

  #addressFault(): boolean {
    return this.hrefTemplate !== '' && faultOfTemplate(this.hrefTemplate, { page: document.baseURI }) !== undefined;
  }

  #focusDay(): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-day="${this.#place()}"]`)?.focus();
  }

  #input(part: DatePart): HTMLInputElement {
    return this.renderRoot.querySelector(`input[name="${part}"]`) as HTMLInputElement;
  }

  #client(): Client | undefined {
    const server = this.server || pageServer();
    return this.client ?? (server === undefined ? undefined : clientFor(server));
  }

  #warn(words: string): void {
    if (!this.#warned.has(words)) console.warn(`bandoc-date-selector: ${words}`);
    this.#warned.add(words);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-date-selector': DateSelector;
  }
  interface HTMLElementEventMap {
    'bandoc-date-selected': CustomEvent<{ readonly date: string; readonly href: string | null }>;
  }
}

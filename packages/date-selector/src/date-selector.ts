import type { Client } from '@bandoc/client';
import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ChoiceController, ChoicePlace } from './choice-controller.ts';
import { dateSelectorStyles } from './date-selector.styles.ts';
import { isIsoDay, PARTS, type Part, pad, partsOf } from './iso-day.ts';
import type { Typed } from './read-date.ts';
import { type FieldStrings, fieldLocales } from './strings.ts';

/** A day was chosen; `href` is where its paper is, null where no template says. */
export interface DateSelected {
  readonly date: string;
  readonly href: string | null;
}

const SETTINGS = ['min', 'max', 'today', 'utcOffset', 'hrefTemplate'] as const;
const NOTHING_TYPED: Typed = { day: '', month: '', year: '' };

/**
 * A field for a day, in three parts, and a month with the number of articles on each day; choosing one opens the paper of that day.
 *
 * @element bandoc-date-selector
 * @attr {string} value - The chosen day, `yyyy-mm-dd`.
 * @attr {string} min - The first day that may be chosen, `yyyy-mm-dd`.
 * @attr {string} max - The last day that may be chosen, `yyyy-mm-dd`.
 * @attr {string} href-template - Address of a day's paper with tokens: `{yyyy} {mm} {m} {dd} {d} {iso}`, and `{from-unix} {to-unix}`, the seconds since 1970 of its start and
 * end. Without it days are chosen, and nothing is opened.
 * @attr {string} scope - Whose articles are counted: `home` unless given.
 * @attr {string} server - Base address of the server that counts them; the script tag's `data-server` unless given. With none there are no counts.
 * @attr {string} today - The paper's today, `yyyy-mm-dd`; by the server's clock (the reader's until that is known) unless given.
 * @attr {string} utc-offset - Where the paper's days begin: `+07:00` unless given.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @prop {Client} client - A client to use in the place of one for `server`.
 * @fires {CustomEvent<DateSelected>} bandoc-date-selected - `{date, href}`: a day was chosen. When it is cancelled, nothing is opened.
 * @slot - Shown until the widget is there: a link to the archive or a form, for instance.
 * @csspart field - The three parts and the calendar's button.
 * @csspart calendar - The popover.
 * @csspart day - A day in it.
 * @cssprop --bandoc-accent - The one accent colour: the chosen day, the bars, what is wrong.
 * @cssprop --bandoc-paper - The calendar's background.
 * @cssprop --bandoc-radius - How round the corners are.
 */
export class DateSelector extends LitElement {
  static override styles = [tokenStyles, controlStyles, dateSelectorStyles];
  static override properties = {
    value: {},
    min: {},
    max: {},
    hrefTemplate: { attribute: 'href-template' },
    scope: {},
    server: {},
    today: {},
    utcOffset: { attribute: 'utc-offset' },
    lang: { reflect: true, useDefault: true },
    client: { attribute: false },
  };

  declare value: string;
  declare min: string;
  declare max: string;
  declare hrefTemplate: string;
  declare scope: string;
  declare server: string;
  declare today: string;
  declare utcOffset: string;
  declare client: Client | undefined;
  readonly #words = new StringsController(this, fieldLocales);
  #typed: Typed = NOTHING_TYPED;
  #value = '';
  #checked = false;
  #badTemplate = false;
  #choice: ChoiceController | undefined;
  #loading: Promise<ChoiceController | undefined> | undefined;
  #unloadable = false;
  readonly #warned = new Set<string>();

  constructor() {
    super();
    this.value = '';
    this.min = '';
    this.max = '';
    this.hrefTemplate = '';
    this.scope = 'home';
    this.server = '';
    this.today = '';
    this.utcOffset = '';
    this.lang = '';
    this.addEventListener('focusin', this.#onNear);
    this.addEventListener('focusout', this.#onLeave);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) {
      this.#value = this.#readValue();
      this.#typed = this.#value ? typedOf(this.#value) : NOTHING_TYPED;
      this.#choice?.changed();
    }
    if (SETTINGS.some((name) => changed.has(name))) {
      this.#checked = false;
      this.#choice?.readSettings();
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('lang')) {
      void this.#words.load();
      this.#choice?.languageChanged();
    }
    if (this.#words.strings && !this.#checked) void this.#checkSettings();
  }

  override render(): TemplateResult {
    const words = this.#words.strings;
    if (!words) return html`<slot></slot>`;
    const wrong = this.#choice?.wrong ?? [];
    const message = this.#unloadable ? words.noCalendar : (this.#choice?.renderMessage() ?? nothing);
    return html`
      <form novalidate lang=${this.#words.lang} @submit=${this.#onSubmit}>
        <fieldset aria-describedby="message">
          <legend>${words.label}</legend>
          <div class="row">
            <div class="field ${wrong.length > 0 ? 'wrong' : ''}" part="field" @paste=${this.#onPaste} @input=${this.#onInput} @change=${this.#onChange}>
              ${PARTS.map((part, i) => html`${i > 0 ? html`<span aria-hidden="true">/</span>` : nothing}${this.#renderPart(part, wrong.includes(part), words)}`)}
              <button
                type="button"
                class="opener"
                aria-label=${this.#value ? words.change(this.#value) : words.open}
                aria-haspopup="dialog"
                aria-expanded=${this.#choice?.calendar.open ? 'true' : 'false'}
                @click=${this.#onOpener}
                @focus=${this.#onOpenerNear}
                @pointerenter=${this.#onOpenerNear}
                @pointerleave=${this.#onOpenerLeft}
              >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14v11H3zM3 9h14M7 3.5v4M13 3.5v4" /></svg>
              </button>
            </div>
            <button class="go">${words.go}</button>
          </div>
        </fieldset>
        <div class="message" id="message">
          ${message === nothing ? (this.#badTemplate ? words.noLinks : words.example) : nothing}<span role="status" class="wrong-words">${message}</span>
        </div>
      </form>
      ${this.#choice?.calendar.render() ?? nothing}
    `;
  }

  #renderPart(part: Part, wrong: boolean, words: FieldStrings): TemplateResult {
    return html`<input
      name=${part}
      inputmode="numeric"
      autocomplete="off"
      enterkeyhint="go"
      aria-label=${words.parts[part]}
      aria-describedby=${wrong ? 'message' : nothing}
      aria-invalid=${wrong ? 'true' : nothing}
      placeholder=${words.placeholders[part]}
      .value=${this.#typed[part]}
    />`;
  }

  readonly #choose = (day: string): void => {
    this.value = day;
    this.#fill(typedOf(day));
    const href = this.#choice?.href(day) ?? null;
    if (emit(this, 'bandoc-date-selected', { date: day, href }) && href !== null) location.assign(href);
  };

  readonly #fill = (typed: Typed): void => {
    this.#typed = typed;
    this.#choice?.changed();
    this.requestUpdate();
  };

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    (await this.#load(true))?.go();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text') ?? '';
    if (this.#choice?.spread(text)) event.preventDefault();
    // Pasted before anything could read it: it stands in one part for that long.
    if (!this.#choice) void this.#load().then((choice) => choice?.spread(text));
  };

  readonly #onInput = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.#fill({ ...this.#typed, [name]: value });
  };

  readonly #onChange = (): void => void this.#choice?.spread();

  readonly #onOpener = async (): Promise<void> => (await this.#load(true))?.calendar.toggle();

  readonly #onOpenerNear = async (): Promise<void> => {
    const choice = await this.#load();
    if (this.isConnected && !choice?.calendar.open) choice?.calendar.prepare();
  };

  /** A finger that is lifted leaves, too, just before its click. */
  readonly #onOpenerLeft = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse' && !this.matches(':focus-within')) this.#onLeave();
  };

  readonly #onNear = (): void => void this.#load();

  readonly #onLeave = (): void => {
    if (!this.#choice?.calendar.open) this.#choice?.calendar.counts.rest();
  };

  /** Fetches what is needed from now on, once; undefined where it cannot be fetched, which is said if it was `wanted`. */
  async #load(wanted = false): Promise<ChoiceController | undefined> {
    this.#loading ??= import('./choice-controller.ts').then(
      ({ ChoiceController }) => new ChoiceController(this, this.#place),
      () => (this.#loading = undefined),
    );
    const choice = await this.#loading;
    const unloadable = wanted && !choice;
    if (choice !== this.#choice || unloadable !== this.#unloadable) this.requestUpdate();
    this.#unloadable = unloadable;
    if (choice && !this.#choice) {
      this.#choice = choice;
      // What was typed or pasted in the meantime.
      if (!choice.spread()) choice.changed();
    }
    return choice;
  }

  readonly #place: ChoicePlace = {
    typed: () => this.#typed,
    fill: (typed) => this.#fill(typed),
    value: () => this.#value,
    attributes: () => this,
    warn: (words) => this.#warn(words),
    client: () => this.client,
    server: () => this.server,
    scope: () => this.scope || 'home',
    choose: (day) => this.#choose(day),
    field: () => this.renderRoot.querySelector('.field'),
    opener: () => this.renderRoot.querySelector('.opener'),
  };

  /** A page that has set something wrong is told so, and its readers are, once the field is there. */
  async #checkSettings(): Promise<void> {
    this.#checked = true;
    if (!SETTINGS.some((name) => this[name]) && !this.#badTemplate) return;
    const module = await import('./day-settings.ts').catch(() => undefined);
    const bad = module?.readDaySettings(this, document.baseURI, (words) => this.#warn(words)).badTemplate ?? false;
    if (bad === this.#badTemplate) return;
    this.#badTemplate = bad;
    this.requestUpdate();
  }

  #readValue(): string {
    if (!this.value || isIsoDay(this.value)) return this.value ?? '';
    this.#warn(`value: "${this.value}" is no day as yyyy-mm-dd, and is left out.`);
    return '';
  }

  #warn(words: string): void {
    if (this.#warned.has(words)) return;
    this.#warned.add(words);
    console.warn(`bandoc-date-selector: ${words}`, this);
  }
}

function typedOf(day: string): Typed {
  const { day: date, month, year } = partsOf(day);
  return { day: pad(date), month: pad(month), year: String(year).padStart(4, '0') };
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-date-selector': DateSelector;
  }
  interface HTMLElementEventMap {
    'bandoc-date-selected': CustomEvent<DateSelected>;
  }
}

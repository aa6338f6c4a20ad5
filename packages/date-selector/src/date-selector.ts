import type { PageClient } from '@bandoc/client';
import { controlStyles, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ChoiceController, ChoicePlace } from './choice-controller.ts';
import { dateSelectorStyles } from './date-selector.styles.ts';
import { isIsoDay, type Part, splitDay } from './iso-day.ts';
import type { Typed } from './read-date.ts';
import { fieldLocales } from './strings.ts';

/** A day was chosen; `href` is where its paper is, null where no template says. */
export interface DateSelected {
  readonly date: string;
  readonly href: string | null;
}

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
  declare client: PageClient | undefined;
  readonly #words = new StringsController(this, fieldLocales);
  #typed: Typed = splitDay('');
  #checked = false;
  #choice: ChoiceController | undefined;
  #unloadable = false;

  constructor() {
    super();
    this.value = this.min = this.max = this.hrefTemplate = this.server = this.today = this.utcOffset = this.lang = '';
    this.scope = 'home';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.#fill(splitDay(this.#day()));
  }

  /** A page that has set something wrong is told so, and its readers are, once the field is there. */
  protected override updated(): void {
    if (this.#checked || !this.#words.strings) return;
    this.#checked = true;
    void import('./day-settings.ts').then(
      ({ SettingsCheck }) => new SettingsCheck(this, this.#onNear),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const words = this.#words.strings;
    if (!words) return html`<slot></slot>`;
    const choice = this.#choice;
    const day = this.#day();
    const fault = this.#unloadable ? words.noCalendar : choice?.renderFault();
    const renderPart = (part: Part): TemplateResult => {
      const wrong = choice?.wrong.includes(part);
      return html`<input
        name=${part}
        inputmode="numeric"
        autocomplete="off"
        enterkeyhint="go"
        aria-label=${words.parts[part]}
        aria-describedby=${wrong ? 'message' : nothing}
        aria-invalid=${wrong || nothing}
        placeholder=${words.placeholders[part]}
        .value=${this.#typed[part]}
      />`;
    };
    return html`<form lang=${this.#words.lang} @submit=${this.#onSubmit} @focusin=${this.#onNear}>
        <fieldset aria-describedby="message">
          <legend>${words.label}</legend>
          <div class="row">
            <div class="field ${choice?.wrong.length ? 'wrong' : ''}" part="field" @paste=${this.#onPaste} @input=${this.#onInput}>
              ${renderPart('day')}<span aria-hidden="true">/</span>${renderPart('month')}<span aria-hidden="true">/</span>${renderPart('year')}
              <button
                type="button"
                class="opener"
                aria-label=${day ? words.change(day) : words.label}
                aria-haspopup="dialog"
                aria-expanded=${choice?.calendar.open ?? false}
                @click=${this.#onOpener}
                @pointerenter=${this.#onNear}
              >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14v11H3zM3 9h14M7 3.5v4M13 3.5v4" /></svg>
              </button>
            </div>
            <button>${words.go}</button>
          </div>
        </fieldset>
        <div id="message">${fault ? nothing : (choice?.hint ?? words.example)}<span role="status">${fault}</span></div>
      </form>
      ${choice?.calendar.render()}`;
  }

  /** Pasted before it could be read: it stands in one part for that long. */
  readonly #onPaste = async ({ clipboardData }: ClipboardEvent): Promise<void> => {
    const text = clipboardData?.getData('text') ?? '';
    if (!this.#choice) (await this.#load())?.spread(text);
  };

  readonly #onInput = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.#fill({ ...this.#typed, [name]: value });
  };

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    (await this.#load(true))?.go();
  };

  readonly #onOpener = async (): Promise<void> => (await this.#load(true))?.calendar.toggle();

  readonly #onNear = (): void => void this.#load();

  /** Fetches what is needed from now on; undefined where it cannot be fetched, which is said if it was `wanted`. */
  async #load(wanted = false): Promise<ChoiceController | undefined> {
    if (!this.#choice) {
      await import('./choice-controller.ts').then(
        ({ ChoiceController }) => (this.#choice ??= new ChoiceController(this, this.#place)),
        () => undefined,
      );
      this.#unloadable = wanted && !this.#choice;
      this.requestUpdate();
    }
    return this.#choice;
  }

  readonly #place: ChoicePlace = {
    typed: () => this.#typed,
    value: () => this.#day(),
    fill: (typed) => this.#fill(typed),
  };

  #fill(typed: Typed): void {
    this.#typed = typed;
    this.#choice?.changed();
    this.requestUpdate();
  }

  /** The chosen day; '' while there is none. */
  #day(): string {
    return isIsoDay(this.value) ? this.value : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-date-selector': DateSelector;
  }
  interface HTMLElementEventMap {
    'bandoc-date-selected': CustomEvent<DateSelected>;
  }
}

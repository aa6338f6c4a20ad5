import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import { type MenuStrings, REPORT_REASONS, type ReportReason } from './menu-strings.ts';
import type { OpenStage } from './stage.ts';

/** Code points that a report may have in the reader's own words. */
const LONGEST = 500;

/** Reports a comment to the newsroom, with a reason: a small form below the comment's words, open at one comment at a time. */
export class CommentReporting {
  readonly #stage: OpenStage;
  #open: string | undefined;
  #reason: ReportReason | undefined;
  #isFaulty = false;

  constructor(stage: OpenStage) {
    this.#stage = stage;
  }

  open({ id }: ThreadEntry): void {
    this.#stage.fold.turn(true);
    this.#open = id;
    this.#reason = undefined;
    this.#isFaulty = false;
    this.#stage.focus(() => this.#form?.querySelector('input'));
  }

  /** `reported` is called once it is on its way. */
  render(entry: ThreadEntry, { reporting: words }: MenuStrings, cancel: string, reported: () => void): TemplateResult | undefined {
    if (this.#open !== entry.id) return undefined;
    return html`<form
      class="report"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#send(entry, reported);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.isComposing) this.#close(entry);
      }}
    >
      <fieldset aria-describedby="report-says">
        <legend>${words.question(entry.author.name)}</legend>
        ${REPORT_REASONS.map(
          (reason) =>
            html`<label><input type="radio" name="reason" .checked=${this.#reason === reason} @change=${() => this.#choose(reason)} />${words.reasons[reason]}</label>`,
        )}
      </fieldset>
      ${this.#reason === 'other' ? html`<input class="words" dir="auto" maxlength=${LONGEST} aria-label=${words.words} placeholder=${words.words} />` : nothing}
      <div class="row">
        <span class="says" id="report-says">${this.#isFaulty ? html`<b class="wrong" role="alert">${words.noReason}</b>` : nothing}</span>
        <button type="button" class="quiet" @click=${() => this.#close(entry)}>${cancel}</button>
        <button class="primary">${words.send}</button>
      </div>
    </form>`;
  }

  #choose(reason: ReportReason): void {
    this.#reason = reason;
    this.#isFaulty = false;
    this.#stage.host.requestUpdate();
  }

  #send(entry: ThreadEntry, reported: () => void): void {
    const reason = this.#reason;
    if (!reason) {
      this.#isFaulty = true;
      this.#form?.querySelector('input')?.focus();
      this.#stage.host.requestUpdate();
      return;
    }
    const text = this.#form?.querySelector<HTMLInputElement>('.words')?.value.trim();
    this.#stage.view()?.flag(entry.id, { reason, ...(text && { text }) }, this.#stage.guestName());
    this.#close(entry);
    reported();
  }

  #close({ id }: ThreadEntry): void {
    this.#open = undefined;
    this.#stage.focus(() => (this.#stage.host.renderRoot as ShadowRoot).getElementById(`menu-of-${id}`));
  }

  get #form(): HTMLFormElement | null {
    return this.#stage.host.renderRoot.querySelector('.report');
  }
}

import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { cleanAddress } from './clean-address.ts';
import { shareBarStyles } from './share-bar.styles.ts';
import type { NoteReason, ShareNote } from './share-note.ts';
import type { ShareSheet } from './share-sheet.ts';
import { type NamedTargetId, readTargets, SHARE_TARGETS, type ShareTarget, type TargetId, USUAL_TARGETS } from './share-targets.ts';
import { pageShareable, type Shareable } from './shareable.ts';
import { type ShareStrings, shareLocales } from './strings.ts';

/** How sharing went, as far as a page can know: what happens in another window or app it cannot. */
export type ShareOutcome = 'opened' | 'copied' | 'shared' | 'cancelled' | 'failed';

/** One choice of the reader: by what, which address, and how it went. */
export interface ShareChoice {
  readonly target: TargetId;
  readonly url: string;
  readonly outcome: ShareOutcome;
}

/** How long the bar says that it has copied, in ms: long enough to be read, and what it covers is soon free again. */
const COPIED_FOR = 4000;
const DONE_ICON = 'M4 11l4 4 8-10';

/**
 * A row of ways to share this page: real links to networks, copying the link, and the device's own share sheet where there is one. Nothing is
 * asked of anybody before the reader chooses. Its box is one row, 58 px high, whatever it shows. Where something else on the page asks to share an
 * address, by the event `bandoc-share-requested` (`{url, title, text}`), the same ways are offered for that one in a dialog.
 *
 * @element bandoc-share-bar
 * @attr {string} url - What is shared, http(s); the page's canonical address unless given. Tracking parameters are taken out.
 * @attr {string} headline - The title that goes with it; `og:title` or the page's title unless given.
 * @attr {string} targets - Which ways, in which order: `zalo facebook x telegram email copy native`.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @fires bandoc-share-chosen - `{target, url, outcome}`: 'opened', 'copied', 'shared', 'cancelled' or 'failed'. A link whose event is cancelled is not followed.
 * @slot - Shown until the widget is there, and if it cannot be: plain share links, for instance.
 * @csspart target - A link or button of the row; each has its id (`zalo`, `copy` …) as a part, too.
 * @csspart note - What lies under the row where the address must be copied by hand.
 * @cssprop --bandoc-ink - Text and icons; inherited unless given.
 * @cssprop --bandoc-accent - The focus ring.
 * @cssprop --bandoc-soft - Behind what is pointed at.
 * @cssprop --bandoc-line - Lines.
 * @cssprop --bandoc-paper - Behind status and note.
 * @cssprop --bandoc-radius - Rounding.
 */
export class ShareBar extends LitElement {
  static override styles = [tokenStyles, controlStyles, shareBarStyles];
  static override properties = {
    url: {},
    headline: {},
    targets: {},
    lang: { reflect: true, useDefault: true },
  };

  declare url: string;
  declare headline: string;
  declare targets: string;
  readonly #words = new StringsController(this, shareLocales);
  #targets = USUAL_TARGETS;
  #copied: ReturnType<typeof setTimeout> | undefined;
  #why: NoteReason | undefined;
  #note: ShareNote | undefined;
  #sharing = false;
  /** What something else on the page wants shared, while it is, and where that is offered. */
  #asked: Shareable | undefined;
  #sheet: ShareSheet | undefined;

  constructor() {
    super();
    this.url = this.headline = this.targets = this.lang = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('bandoc-share-requested', this.#onRequested);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('bandoc-share-requested', this.#onRequested);
    this.#asked = undefined;
    clearTimeout(this.#copied);
    this.#onCopiedLong();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('targets')) this.#targets = readTargets(this.targets ?? '', warn);
    if (changed.has('url') && this.url && !cleanAddress(this.url, document.baseURI)) {
      warn(`url: "${this.url}" is no http(s) address.`);
    }
  }

  override render(): TemplateResult {
    const words = this.#words.strings;
    const page = this.#page();
    if (!words || !page) return html`<slot></slot>`;
    const shown = this.#shown(page);
    const note = this.#why && this.#note?.render(this.#why, page.url, this.#words.lang);
    const targets = (said: ShareStrings) => shown.map((id) => this.#renderTarget(id, page, said));
    const status = (copied: string) => [html`<div role="status">${note ? '' : this.#copied ? copied : this.#why ? words.byHand(page.url) : ''}</div>`, note];
    return html`<div class="row" role="group" aria-label=${words.group} ?data-few=${shown.length <= 3} @pointerenter=${this.#onNear} @focusin=${this.#onNear}>
        ${targets(words)}
      </div>
      ${this.#asked && this.#sheet ? this.#sheet.render(this.#asked, { words, lang: this.#words.lang, targets, status }) : status(words.copied)}`;
  }

  #renderTarget(id: TargetId, page: Shareable, words: ShareStrings): TemplateResult {
    const { brand, icon, address }: ShareTarget = SHARE_TARGETS[id];
    const label = brand ?? words.labels[id as NamedTargetId];
    const name = brand ? words.shareOn(brand) : words.names[id as NamedTargetId];
    const done = id === 'copy' && this.#copied;
    const inside = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${done ? DONE_ICON : icon} /></svg><span>${label}</span>`;
    if (!address) {
      return html`<button part="target ${id}" aria-label=${name} title=${name} @click=${id === 'copy' ? this.#onCopy : this.#onNative}>${inside}</button>`;
    }
    return html`<a
      part="target ${id}"
      href=${address(page)}
      target=${brand ? '_blank' : nothing}
      rel="noopener noreferrer"
      aria-label=${name}
      title=${name}
      @click=${(event: Event) => this.#tell(id, 'opened') || event.preventDefault()}
      >${inside}</a>`;
  }

  /** A page that moves on without loading has other addresses now: links are made anew before they can be pressed. */
  readonly #onNear = (): void => this.requestUpdate();

  readonly #onCopy = async (): Promise<void> => this.#say((await this.#copy()) ? undefined : 'copyDenied');

  readonly #onNative = async (): Promise<void> => {
    const page = this.#page();
    // A second press while the sheet is open would be refused, and is no failure.
    if (this.#sharing || !page) return;
    this.#sharing = true;
    const outcome = await navigator.share(page).then(
      () => 'shared' as const,
      ({ name }) => (name === 'AbortError' ? 'cancelled' : 'failed'),
    );
    this.#sharing = false;
    this.#tell('native', outcome);
    if (outcome === 'failed') await this.#say((await this.#copy()) ? 'shareFailedCopied' : 'shareFailed');
  };

  readonly #onRequested = (event: DocumentEventMap['bandoc-share-requested']): void => {
    const url = cleanAddress(event.detail.url);
    // Another bar may have answered; and one that shows nothing could not offer anything.
    if (event.defaultPrevented || !url || !this.#words.strings || !this.offsetHeight) return;
    event.preventDefault();
    this.#asked = { ...event.detail, url };
    void this.#offer();
  };

  readonly #onSheetClosed = (): void => {
    this.#asked = this.#why = undefined;
    clearTimeout(this.#copied);
    this.#onCopiedLong();
  };

  readonly #onCopiedLong = (): void => {
    this.#copied = undefined;
    this.requestUpdate();
  };

  async #copy(): Promise<boolean> {
    let copied = true;
    try {
      await navigator.clipboard.writeText(this.#page()?.url ?? '');
    } catch {
      // Also where there is no clipboard at all: a page that is not served securely.
      copied = false;
    }
    clearTimeout(this.#copied);
    this.#copied = copied ? setTimeout(this.#onCopiedLong, COPIED_FOR) : undefined;
    this.#tell('copy', copied ? 'copied' : 'failed');
    return copied;
  }

  /** Opens the sheet; where it cannot be loaded, what was asked for is copied. */
  async #offer(): Promise<void> {
    const module = await import('./share-sheet.ts').catch(() => undefined);
    if (module) await (this.#sheet ??= new module.ShareSheet(this, this.#onSheetClosed)).open();
    else if (await this.#copy()) this.#asked = undefined;
    else await this.#say('copyDenied');
  }

  /** Shows the address and why it is there, or takes it away. Until the note has loaded, and if it cannot be, the status holds the address. */
  async #say(why?: NoteReason): Promise<void> {
    this.#why = why;
    this.requestUpdate();
    const module = why && (await import('./share-note.ts').catch(() => undefined));
    if (module) await (this.#note ??= new module.ShareNote(this, () => void this.#say())).open();
  }

  #page(): Shareable | undefined {
    return this.#asked ?? pageShareable(document, this.url, this.headline);
  }

  #shown(page: Shareable): readonly TargetId[] {
    // `canShare` stands where `share` does, and nowhere else.
    const targets = this.#targets.filter((id) => id !== 'native' || (navigator as Partial<Navigator>).canShare?.(page));
    return targets.length > 0 ? targets : ['copy'];
  }

  #tell(target: TargetId, outcome: ShareOutcome): boolean {
    return emit(this, 'bandoc-share-chosen', { target, url: this.#page()?.url ?? '', outcome });
  }
}

function warn(words: string): void {
  console.warn(`bandoc-share-bar: ${words}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-share-bar': ShareBar;
  }
  interface HTMLElementEventMap {
    'bandoc-share-chosen': CustomEvent<ShareChoice>;
  }
  interface DocumentEventMap {
    /** Something on the page wants an address shared; who answers cancels it. */
    'bandoc-share-requested': CustomEvent<{ readonly url: string; readonly title: string; readonly text: string }>;
  }
}

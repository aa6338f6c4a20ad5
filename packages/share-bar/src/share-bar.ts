import { controlStyles, emit, StringsController, tokenStyles } from '@bandoc/ui';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { cleanAddress } from './clean-address.ts';
import { copyText } from './copy-text.ts';
import { isLinkTarget, shareAddress, type Shareable } from './share-address.ts';
import { shareBarStyles } from './share-bar.styles.ts';
import { SHARE_ICONS } from './share-icons.ts';
import { readTargets, SHARE_TARGETS, type ShareTarget } from './share-targets.ts';
import { shareLocales, type ShareStrings } from './strings.ts';

/** How sharing went, as far as a page can know: what happens in another window or app it cannot. */
export type ShareOutcome = 'opened' | 'copied' | 'shared' | 'cancelled' | 'failed';

/**
 * A row of ways to share this page: real links to networks, copying the link, and the phone's own share sheet where there is one. Nothing is asked of
 * anybody before the reader chooses.
 *
 * @element bandoc-share-bar
 * @attr {string} url - What is shared; the page's canonical address unless given. Tracking parameters are taken out.
 * @attr {string} headline - The title that goes with it; `og:title` or the page's title unless given.
 * @attr {string} targets - Which ways, in which order: `zalo facebook x telegram email copy native`.
 * @attr {string} lang - `vi` or `en`; the page's language unless given.
 * @fires bandoc-share-chosen - `{target, url, outcome}`: 'opened', 'copied', 'shared', 'cancelled' or 'failed'. A link whose event is cancelled is not followed.
 * @slot - Shown until the widget is there: plain share links, for instance.
 * @csspart link - A link or button of the row.
 * @cssprop --bandoc-accent - The one accent colour.
 */
export class ShareBar extends LitElement {
  static override styles = [tokenStyles, controlStyles, shareBarStyles];
  static override properties = {
    url: {},
    headline: {},
    targets: {},
    lang: {},
  };

  declare url: string;
  declare headline: string;
  declare targets: string;
  readonly #words = new StringsController(this, shareLocales);
  #shown: readonly ShareTarget[] = SHARE_TARGETS;
  #warned = '';
  #copied = false;
  /** Why the reader is asked to copy with her own hands; '' when she is not. */
  #byHand: '' | 'copy' | 'native' = '';

  constructor() {
    super();
    this.url = '';
    this.headline = '';
    this.targets = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lang')) void this.#words.load();
    if (changed.has('targets')) {
      const { targets, unknown } = readTargets(this.targets);
      this.#shown = targets;
      if (unknown.length > 0) this.#warn(`targets: "${unknown.join(' ')}" is not known and left out; there are: ${SHARE_TARGETS.join(' ')}.`);
    }
    if (changed.has('url') && this.url && !cleanAddress(this.url, document.baseURI)) {
      this.#warn(`url: "${this.url}" is no http(s) address; the page's own is shared.`);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const words = this.#words.strings;
    if (!words) return nothing;
    const page = this.#page();
    return html`
      <div role="group" aria-label=${words.group}>
        ${this.#shown.filter((target) => target !== 'native' || canShare(page)).map((target) => (isLinkTarget(target) ? this.#renderLink(target, page, words) : this.#renderButton(target, words)))}
      </div>
      <span class="unseen" role="status">${this.#copied ? words.copiedAloud : this.#byHand ? this.#reason(words) : ''}</span>
      ${this.#byHand ? this.#renderByHand(page, words) : nothing}
    `;
  }

  #renderLink(target: ShareTarget, page: Shareable, words: ShareStrings): TemplateResult {
    if (!isLinkTarget(target)) return html``;
    const mail = target === 'email';
    return html`<a
      part="link"
      href=${shareAddress(target, page)}
      target=${mail ? nothing : '_blank'}
      rel="noopener noreferrer"
      title=${words.names[target]}
      aria-label=${words.names[target]}
      @click=${(event: Event) => this.#onLink(event, target)}
      ><svg viewBox="0 0 20 20" aria-hidden="true">${SHARE_ICONS[target]}</svg><span class="label">${words.labels[target]}</span></a
    >`;
  }

  #renderButton(target: ShareTarget, words: ShareStrings): TemplateResult {
    const done = target === 'copy' && this.#copied;
    const name = done ? words.copiedAloud : words.names[target];
    return html`<button part="link" class="quiet" title=${name} aria-label=${name} @click=${target === 'copy' ? this.#onCopy : this.#onNative}>
      <svg viewBox="0 0 20 20" aria-hidden="true">${SHARE_ICONS[done ? 'done' : target]}</svg>
      <span class="label"><span class=${done ? 'away' : ''}>${words.labels[target]}</span>${done ? html`<span>${words.copied}</span>` : nothing}</span>
    </button>`;
  }

  #renderByHand(page: Shareable, words: ShareStrings): TemplateResult {
    return html`<div class="by-hand" @keydown=${this.#onByHandKey}>
      <p>${this.#reason(words)}</p>
      <input readonly aria-label=${words.address} .value=${page.url} />
      <button @click=${this.#onClose}>${words.close}</button>
    </div>`;
  }

  #reason(words: ShareStrings): string {
    return this.#byHand === 'native' ? words.shareFailed : words.copyYourself;
  }

  readonly #onLink = (event: Event, target: ShareTarget): void => {
    if (!this.#tell(target, 'opened')) event.preventDefault();
  };

  readonly #onCopy = async (): Promise<void> => {
    const copied = await copyText(this.#page().url);
    await this.#show(copied, copied ? '' : 'copy');
    this.#tell('copy', copied ? 'copied' : 'failed');
    // The word stays until the bar is left: it says what happened last, and no clock is needed.
    if (copied) this.addEventListener('focusout', () => void this.#show(false, this.#byHand), { once: true });
  };

  readonly #onNative = async (): Promise<void> => {
    const { url, title } = this.#page();
    try {
      await navigator.share({ url, title });
      this.#tell('native', 'shared');
    } catch (error) {
      const cancelled = (error as Error).name === 'AbortError';
      if (!cancelled) await this.#show(false, 'native');
      this.#tell('native', cancelled ? 'cancelled' : 'failed');
    }
  };

  readonly #onClose = (): void => {
    void this.#show(false, '');
    this.renderRoot.querySelector('button')?.focus();
  };

  readonly #onByHandKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#onClose();
  };

  async #show(copied: boolean, byHand: '' | 'copy' | 'native'): Promise<void> {
    const asks = byHand && byHand !== this.#byHand;
    this.#copied = copied;
    this.#byHand = byHand;
    this.requestUpdate();
    await this.updateComplete;
    if (asks) this.renderRoot.querySelector('input')?.select();
  }

  #page(): Shareable {
    const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href;
    const title = this.headline || document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content || document.title;
    const [url] = [this.url, canonical, location.href].flatMap((address) => (address && cleanAddress(address, document.baseURI)) || []);
    return { url: url ?? location.href, title: title.normalize('NFC') };
  }

  #tell(target: ShareTarget, outcome: ShareOutcome): boolean {
    return emit(this, 'bandoc-share-chosen', { target, url: this.#page().url, outcome });
  }

  #warn(words: string): void {
    if (words !== this.#warned) console.warn(`bandoc-share-bar: ${words}`);
    this.#warned = words;
  }
}

function canShare({ url, title }: Shareable): boolean {
  return typeof navigator.share === 'function' && (navigator.canShare?.({ url, title }) ?? true);
}

declare global {
  interface HTMLElementTagNameMap {
    'bandoc-share-bar': ShareBar;
  }
  interface HTMLElementEventMap {
    'bandoc-share-chosen': CustomEvent<{ readonly target: ShareTarget; readonly url: string; readonly outcome: ShareOutcome }>;
  }
}

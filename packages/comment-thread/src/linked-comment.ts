import type { ThreadView } from '@bandoc/client';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import { PlaceKeeper } from './place-keeper.ts';
import { pathTo } from './reading-walk.ts';
import { TargetKeeper } from './target-keeper.ts';
import type { ThreadActs } from './thread-acts.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly anchor: string; readonly renderRoot: HTMLElement | DocumentFragment };

/** Says in the comment, and beside it, that it is the one. */
export function renderLinked({ link }: LivingStrings): TemplateResult {
  return html`<span class="linked"><span class="unseen">${link.here}</span></span>`;
}

/**
 * Leads to the comment that the page's address names, each time it names one: shows it wherever it lies, scrolls to it, gives it the focus and marks
 * it; says so where it is gone, and where there is no such comment.
 */
export class LinkFollower implements ReactiveController {
  readonly #host: Host;
  readonly #acts: () => ThreadActs | undefined;
  readonly #keeper: PlaceKeeper;
  readonly #target = new TargetKeeper();
  #view: ThreadView | undefined;
  #led: ThreadActs | undefined;
  /** The comment that is looked for. */
  #wanted: string | undefined;
  #says: ((words: LivingStrings['link']) => string) | undefined;

  constructor(host: Host, acts: () => ThreadActs | undefined) {
    this.#host = host;
    this.#acts = acts;
    this.#keeper = new PlaceKeeper(host);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#follow);
    document.addEventListener('click', this.#onClick);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#follow);
    document.removeEventListener('click', this.#onClick);
    this.#target.release();
  }

  /** What is said aloud, once, of the comment that was looked for; nothing while it is on its way. */
  look(view: ThreadView, { link }: LivingStrings): string | undefined {
    const acts = this.#acts();
    this.#view = view;
    if (!acts) return undefined;
    if (this.#led !== acts) {
      this.#led = acts;
      this.#wanted = acts.around;
      this.#says = undefined;
    }
    if (this.#wanted === undefined || view.status !== 'ready') return undefined;
    const path = pathTo(this.#wanted, view);
    // Held without its list, it is not shown.
    const found = path && acts.bringUp(path);
    if (path && (!found || found.closest('[hidden]'))) return undefined;
    const entry = path?.at(-1);
    this.#wanted = undefined;
    if (found && entry) {
      acts.linked = entry.id;
      this.#host.renderRoot.querySelector('[aria-current]')?.removeAttribute('aria-current');
      found.setAttribute('aria-current', 'true');
      this.#says = entry.state === 'shown' || entry.state === 'pending' ? undefined : ({ gone }) => gone;
      const fits = found.offsetHeight < innerHeight * 0.8;
      found.scrollIntoView({ block: fits ? 'center' : 'start', behavior: 'instant' });
      found.focus({ preventScroll: true });
      this.#target.keep(found);
    } else {
      this.#says = ({ unknown }) => unknown;
      const heading = this.#host.renderRoot.querySelector('h2');
      heading?.scrollIntoView({ block: 'start', behavior: 'instant' });
      heading?.focus({ preventScroll: true });
    }
    this.#host.requestUpdate();
    return (this.#says ?? (({ here }) => here))(link);
  }

  /** Above a thread that is opened at a comment: what lies before it, and the way back to the whole. */
  render({ link }: LivingStrings): unknown {
    const view = this.#view;
    return [
      this.#says && html`<span class="note">${this.#says(link)}</span>`,
      view?.back ? html`<button @click=${() => this.#keeper.during(() => view.loadBack())}>${link.before}</button>` : nothing,
      html`<button class="quiet" @click=${() => this.#leave()}>${link.whole}</button>`,
    ];
  }

  /** A link to where the page is already, wherever on the page it stands, is no change of its address. */
  readonly #onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const isPlain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain && !link.target && link.href === location.href) this.#follow();
  };

  readonly #follow = (): void => {
    const [before, id] = location.hash.split(`#${this.#host.anchor}`);
    const acts = this.#acts();
    if (before || !id || !acts) return;
    this.#wanted = id;
    if (this.#view && pathTo(id, this.#view)) this.#host.requestUpdate();
    else acts.openAt(id);
  };

  /** The address leads there no more, so that a reload is of the whole, and the link works again. */
  #leave(): void {
    history.replaceState(history.state, '', location.pathname + location.search);
    this.#says = undefined;
    const acts = this.#acts();
    if (acts) acts.linked = undefined;
    acts?.openAt(undefined);
  }
}

import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** So near to the end the next page is asked for, and so far from the beginning the way back is offered; of the height of the window. */
const NEAR_END = '100%';
const FAR = '200%';

/** Follows the reader as she scrolls: the next page comes before she is at the end of what is there, and the way back to the beginning is at hand. */
export class ScrollFollower implements ReactiveController {
  readonly #host: Host;
  readonly #end: IntersectionObserver;
  readonly #start: IntersectionObserver;
  #isFar = false;
  /** The last comment when the end was looked at last: a page that did not come is not asked for again by itself. */
  #last: Element | null | undefined;
  #heading: Element | null = null;
  /** The last comment, while the button after it has the focus. */
  #before: Element | null | undefined;

  /** `bring` asks for the next page, if there is one. */
  constructor(host: Host, bring: () => void) {
    this.#host = host;
    // Who is at the button says herself when.
    this.#end = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && !this.#atEnd() && bring(), { rootMargin: `0px 0px ${NEAR_END}` });
    this.#start = new IntersectionObserver(
      (seen) => {
        const start = seen.at(-1);
        const isFar = start !== undefined && !start.isIntersecting && start.boundingClientRect.bottom < 0;
        if (isFar === this.#isFar) return;
        this.#isFar = isFar;
        host.requestUpdate();
      },
      { rootMargin: `${FAR} 0px 0px` },
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end.disconnect();
    this.#start.disconnect();
    this.#last = this.#heading = null;
  }

  hostUpdate(): void {
    this.#before = this.#atEnd() ? this.#host.renderRoot.querySelector('.list')?.lastElementChild : null;
  }

  hostUpdated(): void {
    const { renderRoot } = this.#host;
    // With the last page the button goes, and the focus with it.
    if (this.#before && !renderRoot.querySelector(':focus')) (this.#before.nextElementSibling ?? this.#before).querySelector('article')?.focus();
    const heading = renderRoot.querySelector('h2');
    if (heading !== this.#heading) {
      this.#start.disconnect();
      if (heading) this.#start.observe(heading);
      this.#heading = heading;
    }
    const last = renderRoot.querySelector('.folded') ? null : renderRoot.querySelector('.list > :last-child');
    if (last === this.#last) return;
    this.#last = last;
    this.#end.disconnect();
    const foot = renderRoot.querySelector('.list + .foot');
    if (last && foot) this.#end.observe(foot);
  }

  render({ toTop }: LivingStrings): TemplateResult | typeof nothing {
    return this.#isFar ? html`<button class="pill" @click=${() => this.#return()}>${toTop}</button>` : nothing;
  }

  #atEnd(): boolean {
    return this.#host.renderRoot.querySelector('.list + .foot :focus') !== null;
  }

  #return(): void {
    const heading = this.#host.renderRoot.querySelector('h2');
    heading?.scrollIntoView({ block: 'start', behavior: 'instant' });
    heading?.focus({ preventScroll: true });
    // What is there is rendered before it is seen.
    this.#host.requestUpdate();
  }
}

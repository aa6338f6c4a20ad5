import type { ThreadEntry, ThreadView } from '@bandoc/client';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { keepVisit, readVisit, type Visit } from './kept-visits.ts';
import type { LivingStrings } from './living-strings.ts';
import { hereIn, pathsOf, pathTo } from './reading-walk.ts';
import type { ThreadActs } from './thread-acts.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

type Paths = readonly (readonly ThreadEntry[])[];

/** Says in a comment that it is new. */
export function renderFresh({ visit }: LivingStrings): TemplateResult {
  return html`<span class="unseen">${visit.here}</span>`;
}

/**
 * Knows what came into a thread since its reader saw it last on this device, and leads to it: to what is new, one after another, and to what others
 * answered her. A visit is one in which the thread was seen; it ends when the page is left or put away.
 */
export class SinceVisit implements ReactiveController {
  readonly #host: Host;
  readonly #acts: () => ThreadActs | undefined;
  readonly #observer: IntersectionObserver;
  #led: ThreadActs | undefined;
  #last: Visit | undefined;
  /** What is kept of this visit when it ends. */
  #now: Visit | undefined;
  #isSeen = false;
  /** What can be read, as of the last rendering, once it was asked for. */
  #held: Paths | undefined;
  /** The new comment that she was led to last, and how often she was led to an answered one. */
  #at: string | undefined;
  #turns = 0;

  constructor(host: Host, acts: () => ThreadActs | undefined) {
    this.#host = host;
    this.#acts = acts;
    this.#observer = new IntersectionObserver((seen) => (this.#isSeen ||= seen.some(({ isIntersecting }) => isIntersecting)));
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    document.addEventListener('visibilitychange', this.#put);
    window.addEventListener('pagehide', this.#keep);
  }

  hostDisconnected(): void {
    this.#keep();
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#put);
    window.removeEventListener('pagehide', this.#keep);
  }

  hostUpdate(): void {
    this.#held = undefined;
  }

  /** Marks what is new for who sees it. */
  hostUpdated(): void {
    const fresh = new Set(this.#fresh.map((path) => path.at(-1)?.id));
    for (const article of this.#host.renderRoot.querySelectorAll('article')) article.toggleAttribute('data-new', fresh.has(hereIn(article)));
  }

  /** Looks at a thread after each change; another thread is another visit. */
  look(acts: ThreadActs): void {
    if (acts !== this.#led) {
      this.#keep();
      this.#led = acts;
      this.#last = readVisit(acts.thread);
      this.#now = this.#at = undefined;
      if (this.#last) this.#host.requestUpdate();
    }
    const cursor = acts.view?.cursor;
    if (cursor) this.#now = { ...cursor, answers: countAnswers(acts.view) };
  }

  /** Whether a comment by somebody else came since then. */
  isNew({ own, state, c }: ThreadEntry): boolean {
    return !own && state === 'shown' && c > this.#since;
  }

  /** In the thread's head: how many are new, and how many answered her; nothing where she was never here. */
  render({ visit }: LivingStrings): unknown {
    const [fresh, answers] = [this.#fresh.length, this.#answers];
    return [
      answers > 0
        ? html`<button class="pill" aria-label=${visit.answersLabel(answers)} @click=${() => this.#goToAnswered()}>${visit.answers(answers)}</button>`
        : nothing,
      fresh > 0 ? html`<button class="pill" aria-label=${visit.freshLabel(fresh)} @click=${() => this.goToNext()}>${visit.fresh(fresh)}</button>` : nothing,
    ];
  }

  /** At hand while she reads. */
  renderNext({ visit }: LivingStrings): TemplateResult | typeof nothing {
    const isOpen = !this.#host.renderRoot.querySelector('.folded');
    return isOpen && this.#fresh.length > 0 ? html`<button class="pill" @click=${() => this.goToNext()}>${visit.next}</button>` : nothing;
  }

  /** Goes to the new comment after the one that has the focus, or after the one it went to last; from the last to the first. */
  goToNext(): void {
    const acts = this.#acts();
    const order = this.#order;
    const here = hereIn(this.#host.renderRoot.querySelector('article:focus-within')) ?? this.#at;
    const at = order.findIndex((path) => path.at(-1)?.id === here);
    const isNew = (path: readonly ThreadEntry[]) => path.slice(-1).some((one) => this.isNew(one));
    const next = order.slice(at + 1).find(isNew) ?? order.find(isNew);
    if (!next) return;
    this.#at = next.at(-1)?.id;
    acts?.goTo(next);
  }

  /** Leads to each of her comments that was answered since, in turn: to its first new answer, where that is held. */
  #goToAnswered(): void {
    const acts = this.#acts();
    const answered = this.#answered;
    const id = answered[this.#turns++ % answered.length]?.id;
    const view = acts?.view;
    if (id === undefined || !view) return;
    const path = pathTo(id, view);
    const answer = view.repliesOf(id).find((one) => this.isNew(one));
    if (path) acts.goTo(answer ? [...path, answer] : path);
    else acts.openAt(id);
    // The newest answers are the last.
    if (view.moreRepliesOf(id) > 0) view.loadReplies(id);
  }

  /** The seq that what is new lies beyond; a thread of another epoch is another one. */
  get #since(): number {
    return this.#last && this.#last.epoch === this.#view?.cursor?.epoch ? this.#last.seq : Infinity;
  }

  get #order(): Paths {
    const acts = this.#acts();
    const view = this.#since < Infinity ? this.#view : undefined;
    return (this.#held ??= acts && view ? pathsOf(view.roots, acts, view) : []);
  }

  get #fresh(): Paths {
    return this.#order.filter((path) => path.slice(-1).some((one) => this.isNew(one)));
  }

  /** Those answered first come first. */
  get #answered(): ThreadView['answered'] {
    return (this.#view?.answered ?? []).filter(({ last }) => last > this.#since).sort((a, b) => a.last - b.last);
  }

  /** One that is gone since then counts no more: at least those are new that her comments have as their last. */
  get #answers(): number {
    return this.#answered.length && Math.max(this.#answered.length, countAnswers(this.#view) - (this.#last?.answers ?? 0));
  }

  get #view(): ThreadView | undefined {
    return this.#acts()?.view;
  }

  readonly #put = (): void => {
    if (document.visibilityState === 'hidden') this.#keep();
  };

  readonly #keep = (): void => {
    if (this.#led && this.#now && this.#isSeen) keepVisit(this.#led.thread, this.#now);
  };
}

function countAnswers(view: ThreadView | undefined): number {
  return (view?.answered ?? []).reduce((sum, { count }) => sum + count, 0);
}

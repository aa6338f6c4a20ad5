import type { ThreadEntry } from '@bandoc/client';
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** The room of comments that are not rendered, because they are far from what is seen. */
export interface Gap {
  readonly id: string;
  readonly gap: TemplateResult;
}

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** Up to so many comments are all rendered. */
const MANY = 40;
/** A list of so few is. */
const FEW = 3;
/** A gap this near to what is seen is filled; what is rendered reaches twice as far. Of the height of the window. */
const NEAR = '50%';

/**
 * Bounds what a long thread has in the page: comments farther than a window's height from what is seen leave their room as it was measured, and come
 * back before they are seen. Those that have the focus, a field, or were asked for stay; order, Tab order and the reader's place are as if all were there.
 */
export class ListWindows implements ReactiveController {
  readonly #host: Host;
  readonly #observer: IntersectionObserver;
  readonly #heights = new Map<string, number>();
  readonly #tops = new Map<string, number>();
  #mean = 0;
  #active = false;
  #kept = new Set<string>();
  #wanted: readonly string[] = [];
  #gaps = '';
  #observed = '';
  /** What is seen first, and where, while a gap is about to be filled. */
  #anchor: { readonly article: HTMLElement; readonly top: number } | undefined;
  #isNear = false;

  constructor(host: Host) {
    this.#host = host;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#isNear = true;
        host.requestUpdate();
      },
      { rootMargin: `${NEAR} 0px` },
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#observed = '';
  }

  hostUpdate(): void {
    if (!this.#active) return;
    this.#gaps = '';
    for (const list of this.#all('ol[role="list"]')) this.#tops.set(idIn(list.parentElement), list.getBoundingClientRect().top);
    this.#kept = new Set(this.#wanted);
    for (const one of this.#all('li :focus, li textarea'))
      for (let item = one.closest('li'); item; item = item.parentElement?.closest('li') ?? null) this.#kept.add(idIn(item));
    const article = this.#isNear ? this.#all('article').find((one) => one.getBoundingClientRect().bottom > 0) : undefined;
    this.#anchor = article && { article, top: article.getBoundingClientRect().top };
    this.#isNear = false;
  }

  hostUpdated(): void {
    const items = this.#all('li').filter((one) => idIn(one) !== '');
    if (!this.#active && items.length <= MANY) return;
    this.#measure(items);
    if (!this.#active) this.#host.requestUpdate();
    this.#active = true;
    this.#keepPlace();
    // Of what is as it was before, the observer tells no news; asked anew, it would ask for ever where nothing can be filled.
    if (this.#gaps === this.#observed) return;
    this.#observed = this.#gaps;
    this.#observer.disconnect();
    for (const gap of this.#all('.gap')) this.#observer.observe(gap);
  }

  /** Renders comments wherever they are, until others are asked for. */
  show(path: readonly Pick<ThreadEntry, 'id'>[]): void {
    this.#wanted = path.map(({ id }) => id);
    this.#host.requestUpdate();
  }

  /** What is rendered of one list of comments, and the gaps between; `parent` is what they answer. */
  pieces(entries: readonly ThreadEntry[], parent = ''): ReadonlyArray<ThreadEntry | Gap> {
    if (!this.#active || entries.length <= FEW) return entries;
    const heights = entries.map(({ id }) => this.#heights.get(id) ?? this.#mean);
    const whole = heights.reduce((sum, height) => sum + height, 0);
    const reach = 3 * innerHeight;
    const from = Math.min(Math.max(0, whole - reach), Math.max(0, -(this.#tops.get(parent) ?? 0) - innerHeight));
    const pieces: Array<ThreadEntry | Gap> = [];
    let end = 0;
    let room = 0;
    let first = '';
    const close = () => {
      if (room > 0) pieces.push(this.#gap(first, room));
      room = 0;
    };
    for (const [i, entry] of entries.entries()) {
      const height = heights[i] ?? 0;
      end += height;
      if (this.#kept.has(entry.id) || (end >= from && end - height <= from + reach)) {
        close();
        pieces.push(entry);
      } else {
        if (room === 0) first = entry.id;
        room += height;
      }
    }
    close();
    return pieces;
  }

  #gap(first: string, room: number): Gap {
    const id = `gap-${first}`;
    this.#gaps += `${id} ${Math.round(room)} `;
    return { id, gap: html`<li class="gap" role="none" .style=${`block-size: ${room}px`}></li>` };
  }

  #measure(items: readonly HTMLElement[]): void {
    for (const item of items) if (!item.closest('[hidden]')) this.#heights.set(idIn(item), item.getBoundingClientRect().height);
    let sum = 0;
    for (const height of this.#heights.values()) sum += height;
    this.#mean = sum / Math.max(1, this.#heights.size);
  }

  /** What was guessed may turn out to be another height: what is read stays where it is. */
  #keepPlace(): void {
    const { article, top } = this.#anchor ?? {};
    this.#anchor = undefined;
    if (!article?.isConnected || top === undefined) return;
    const moved = article.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
  }

  #all(selector: string): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>(selector)];
  }
}

/** The id of the comment that stands in a list's item, if one does. */
function idIn(item: Element | null | undefined): string {
  const first = item?.firstElementChild;
  return first?.localName === 'article' ? first.id.slice(2) : '';
}

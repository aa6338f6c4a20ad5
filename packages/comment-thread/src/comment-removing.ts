import type { ThreadEntry, ThreadView } from '@bandoc/client';
import type { OpenStage } from './stage.ts';

/** How long a deletion can be undone, s. */
const GRACE = 5;
const SECOND = 1000;

interface Removal {
  readonly view: ThreadView;
  readonly timer: ReturnType<typeof setInterval>;
  left: number;
}

/** Deletes comments of the reader's own: each is sent when it cannot be undone any more, after five seconds or when the page is left. */
export class CommentRemoving {
  readonly #stage: OpenStage;
  readonly #removals = new Map<string, Removal>();

  constructor(stage: OpenStage) {
    this.#stage = stage;
  }

  /** Seconds that are left to undo it; undefined where it is not being deleted. */
  left(id: string): number | undefined {
    return this.#removals.get(id)?.left;
  }

  start({ id }: ThreadEntry): void {
    const view = this.#stage.view();
    if (!view || this.#removals.has(id)) return;
    if (this.#removals.size === 0) window.addEventListener('pagehide', this.#onLeave);
    this.#removals.set(id, { view, timer: setInterval(() => this.#tick(id), SECOND), left: GRACE });
    this.#stage.focus(() => this.#root.querySelector<HTMLElement>(`#c-${CSS.escape(id)} > .acts button`));
  }

  undo(id: string): void {
    this.#end(id);
    this.#stage.focus(() => this.#root.getElementById(`menu-of-${id}`));
  }

  #tick(id: string): void {
    const removal = this.#removals.get(id);
    if (!removal) return;
    removal.left -= 1;
    if (removal.left <= 0) this.#send(id, removal);
    this.#stage.host.requestUpdate();
  }

  #send(id: string, { view }: Removal): void {
    const article = this.#root.getElementById(`c-${id}`);
    // What undoes it is about to go, and must not take the focus with it.
    if (article?.contains(this.#root.activeElement)) article.focus();
    this.#end(id);
    view.remove(id);
  }

  #end(id: string): void {
    clearInterval(this.#removals.get(id)?.timer);
    this.#removals.delete(id);
    if (this.#removals.size === 0) window.removeEventListener('pagehide', this.#onLeave);
    this.#stage.host.requestUpdate();
  }

  readonly #onLeave = (): void => {
    for (const [id, removal] of this.#removals) this.#send(id, removal);
  };

  get #root(): ShadowRoot {
    return this.#stage.host.renderRoot as ShadowRoot;
  }
}

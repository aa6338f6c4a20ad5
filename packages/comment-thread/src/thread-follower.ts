import type { ThreadView } from '@bandoc/client';
import { html, type ReactiveControllerHost } from 'lit';
import { Announcer } from './announcer.ts';
import { ComposerTools } from './composer-tools.ts';
import { followTabs } from './drafts-of-tabs.ts';
import { FocusMover } from './focus-mover.ts';
import { LinkFollower } from './linked-comment.ts';
import { ListWindows } from './list-windows.ts';
import { livingStyles } from './living.styles.ts';
import type { LivingStrings } from './living-strings.ts';
import { revealBelow } from './replies-below.ts';
import { ScrollFollower } from './scroll-follower.ts';
import { SinceVisit } from './since-visit.ts';
import type { ThreadActs } from './thread-acts.ts';
import { ThreadKeys } from './thread-keys.ts';
import { ThreadNews } from './thread-news.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment; readonly keys: string; readonly anchor: string };

/** What only a reader who stays needs, fetched once content is there: news of the thread is said aloud, and the focus goes where an act leads. */
export class ThreadFollower {
  readonly #host: Host;
  readonly focus: FocusMover;
  readonly link: LinkFollower;
  readonly tools: ComposerTools;
  readonly visit: SinceVisit;
  readonly windows: ListWindows;
  readonly #keys: ThreadKeys;
  readonly #scroll: ScrollFollower;
  readonly #announcer: Announcer;
  #news: ThreadNews | undefined;
  #locked: boolean | undefined;

  constructor(host: Host, acts: () => ThreadActs | undefined) {
    this.#host = host;
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(livingStyles.styleSheet as CSSStyleSheet);
    this.focus = new FocusMover(host);
    this.#announcer = new Announcer(host);
    this.link = new LinkFollower(host, acts);
    this.visit = new SinceVisit(host, acts);
    this.#keys = new ThreadKeys(host, acts);
    this.windows = new ListWindows(host);
    this.#scroll = new ScrollFollower(host, () => acts()?.bring());
    this.tools = new ComposerTools(host, acts);
    followTabs(host, () => acts()?.composings ?? []);
  }

  /** What is there beside the comments, out of the way: the way on and back at the lower edge of what is seen of them, and the keys. */
  render(words: LivingStrings): unknown {
    return [html`<p class="at-hand">${this.visit.renderNext(words)}${this.#scroll.render(words)}</p>`, this.#keys.render(words)];
  }

  /** For a polite live region. */
  get said(): string {
    return this.#announcer.said;
  }

  say(sentence: string): void {
    this.#announcer.say(sentence);
  }

  /** Looks at a thread after each change; `acts.sent` gains the ids that are under way. */
  look(view: ThreadView, acts: ThreadActs, words: LivingStrings, lang: string): void {
    const { arrivals, sent, closing } = acts;
    if (this.#news?.sent !== sent) this.#news = new ThreadNews(sent);
    const { published, roots, replies } = this.#news.look(view, arrivals);
    this.visit.look(acts);
    const led = this.link.look(view, words);
    if (led) this.#announcer.say(led);
    else if (closing.locked && this.#locked === false) this.#announcer.say(closing.reason(words, lang) ?? '');
    else if (published > 0) this.#announcer.say(words.published);
    else if (roots > 0) this.#announcer.tell(words.newComments(roots));
    else if (replies > 0) this.#announcer.tell(words.newReplies(replies));
    this.#locked = closing.locked;
    if (revealBelow(view, acts, this.#host.renderRoot as ShadowRoot)) this.#host.requestUpdate();
  }
}

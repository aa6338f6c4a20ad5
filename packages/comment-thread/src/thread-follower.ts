import type { ThreadView } from '@bandoc/client';
import type { ReactiveControllerHost } from 'lit';
import { Announcer } from './announcer.ts';
import type { Arrivals } from './arrivals.ts';
import { FocusMover } from './focus-mover.ts';
import type { LivingStrings } from './living-strings.ts';
import { ThreadNews } from './thread-news.ts';

/** What only a reader who stays needs, fetched once content is there: news of the thread is said aloud, and the focus goes where an act leads. */
export class ThreadFollower {
  readonly focus: FocusMover;
  readonly #announcer: Announcer;
  #news: ThreadNews | undefined;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }) {
    this.focus = new FocusMover(host);
    this.#announcer = new Announcer(host);
  }

  /** For a polite live region. */
  get said(): string {
    return this.#announcer.said;
  }

  /** Looks at a thread after each change; `sent` gains the ids that are under way. */
  look(view: ThreadView, arrivals: Arrivals, sent: Set<string>, words: LivingStrings): void {
    if (this.#news?.sent !== sent) this.#news = new ThreadNews(sent);
    const { published, roots, replies } = this.#news.look(view, arrivals);
    if (published > 0) this.#announcer.say(words.published);
    else if (roots > 0) this.#announcer.say(words.newComments(roots));
    else if (replies > 0) this.#announcer.say(words.newReplies(replies));
  }
}

import type { ThreadEntry, ThreadView } from '@bandoc/client';
import type { Arrivals } from './arrivals.ts';

/** What has become known of a thread since it was last looked at. */
export interface News {
  /** How many comments of the reader's own have been published. */
  readonly published: number;
  /** How many roots, and how many replies, wait to be shown; 0 when no more than before. */
  readonly roots: number;
  readonly replies: number;
}

/** Looks at a thread after each change for what is worth telling. */
export class ThreadNews {
  /** Ids that were once under way here. */
  readonly sent: Set<string>;
  readonly #published = new Set<string>();
  #roots = 0;
  #replies = 0;

  constructor(sent: Set<string>) {
    this.sent = sent;
  }

  look(view: ThreadView, arrivals: Arrivals): News {
    let published = 0;
    let replies = 0;
    const visit = (entry: ThreadEntry) => {
      if (entry.sending) this.sent.add(entry.id);
      else if (entry.state === 'shown' && this.sent.has(entry.id) && !this.#published.has(entry.id)) {
        this.#published.add(entry.id);
        published += 1;
      }
      const below = view.repliesOf(entry.id);
      replies += arrivals.split(below).held.length;
      for (const reply of below) visit(reply);
    };
    for (const root of view.roots) visit(root);
    const roots = arrivals.split(view.roots).held.length;
    const news = { published, roots: roots > this.#roots ? roots : 0, replies: replies > this.#replies ? replies : 0 };
    this.#roots = roots;
    this.#replies = replies;
    return news;
  }
}

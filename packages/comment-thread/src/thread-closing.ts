import { emit } from '@bandoc/ui';
import type { LivingStrings } from './living-strings.ts';
import type { OpenStage } from './stage.ts';

const DAY = 86_400_000;
const DATE = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;

/** Whether a thread can be written to, by what it says of itself (rules TF1, TF2) and by who its reader is; and what is said of that. */
export class ThreadClosing {
  readonly #stage: Pick<OpenStage, 'host' | 'thread' | 'view' | 'limits' | 'shown'>;

  constructor(stage: Pick<OpenStage, 'host' | 'thread' | 'view' | 'limits' | 'shown'>) {
    this.#stage = stage;
  }

  /** Whether it takes no more comments. */
  get locked(): boolean {
    const thread = this.#stage.view();
    const { locked, closesAt = Infinity } = thread?.facts ?? {};
    return locked === true || (thread !== undefined && closesAt <= thread.now());
  }

  /** Whether readers have to sign in to write, and this one has not. */
  get signedOut(): boolean {
    const thread = this.#stage.view();
    return thread?.connection === 'up' && thread.facts?.policy?.guests === 'no' && this.#stage.limits().readerName === undefined;
  }

  /** Asks the page to let her sign in; answers whether it does. */
  signIn(): boolean {
    const { host, thread } = this.#stage;
    return !emit(host, 'bandoc-sign-in-requested', { thread });
  }

  /** Why nothing can be written, if nothing can; of a thread that closed by its date, since when. */
  reason({ closing, barred }: LivingStrings, lang: string): string | undefined {
    const { locked, closesAt } = this.#stage.view()?.facts ?? {};
    if (this.locked) return locked || closesAt === undefined ? closing.locked : this.#say(closesAt, closing.since, closing.sinceEndOf, lang);
    return this.signedOut ? barred['guest'] : undefined;
  }

  /** Until when comments are taken; undefined where that is not known, or over. */
  notice({ closing }: LivingStrings, lang: string): string | undefined {
    const { closesAt } = this.#stage.view()?.facts ?? {};
    return closesAt === undefined || this.locked ? undefined : this.#say(closesAt, closing.until, closing.untilEndOf, lang);
  }

  /** What ends as a day begins, by the paper's clock, ends with the day before. */
  #say(closesAt: number, at: (moment: string) => string, endOf: (day: string) => string, lang: string): string {
    const time = this.#stage.shown(closesAt);
    if (time % DAY === 0) return endOf(new Intl.DateTimeFormat(lang, DATE).format(time - DAY));
    return at(new Intl.DateTimeFormat(lang, { ...DATE, hour: '2-digit', minute: '2-digit' }).format(time));
  }
}

import type { Locales } from '@bandoc/ui';
import type { MenuStrings } from './menu-strings.ts';
import type { SentencesByCode, ThreadStrings } from './strings.ts';

/** What a thread says once it lives, once its reader acts, and when something goes wrong, in one language; fetched after first content. */
export interface LivingStrings {
  /** All of them, in the place of the few that a page needs at first. */
  readonly failures: SentencesByCode;
  readonly connection: { readonly connecting: string; readonly up: string; readonly polled: string; readonly offline: string };
  /** Why nothing can be written, by `Failure.code`, or `guest` where readers have to sign in; two lines of a phone at most. */
  readonly barred: SentencesByCode;
  readonly newComments: (count: number) => string;
  readonly newReplies: (count: number) => string;
  readonly loadingMore: string;
  readonly writing: {
    readonly cancel: string;
    readonly left: (count: number) => string;
    readonly noText: string;
    readonly tooLong: (max: number) => string;
    readonly noName: string;
    readonly nameTooLong: (max: number) => string;
  };
  /** How a comment of the reader's own stands. */
  readonly sending: string;
  readonly waiting: string;
  readonly sent: string;
  /** By the rule that holds it. */
  readonly pending: SentencesByCode;
  /** One that the newsroom did not take, with its reason where it gave one; its words can be copied. */
  readonly rejected: { readonly plain: string; readonly because: (reason: string) => string };
  readonly copy: { readonly button: string; readonly label: (name: string) => string; readonly done: string; readonly failed: string };
  /** Of a thread that takes no more comments, or only until a time. */
  readonly closing: {
    /** Where there is no comment, and none can come. */
    readonly empty: string;
    readonly locked: string;
    readonly since: (moment: string) => string;
    readonly sinceEndOf: (day: string) => string;
    readonly until: (moment: string) => string;
    readonly untilEndOf: (day: string) => string;
  };
  /** Said aloud when the last is so. */
  readonly published: string;
  /** Why the server does not take a comment, by `Failure.code`, and for `invalid` by what is wrong with the text; one line if it can be. */
  readonly refusals: SentencesByCode;
  readonly sendAgain: string;
  readonly edit: string;
  readonly discard: string;
  /** What a guest is called who has given no name. */
  readonly guest: string;
  /** What readers feel about a comment, by kind. */
  readonly reactions: {
    readonly kinds: Readonly<Record<string, string>>;
    readonly ofComment: (name: string) => string;
    readonly others: (name: string) => string;
    readonly count: (count: number) => string;
    readonly refusals: SentencesByCode;
  };
  /** What can be done with one comment. */
  readonly menu: MenuStrings;
  /** The branch below a comment, which can be folded. */
  readonly branch: {
    readonly fold: string;
    readonly open: (replies: number) => string;
    readonly foldOf: (replies: number, name: string) => string;
    readonly openOf: (replies: number, name: string) => string;
  };
  /** The comment that an address leads to. */
  readonly link: { readonly here: string; readonly gone: string; readonly unknown: string; readonly before: string; readonly whole: string };
  /** Leads to the beginning of the thread. */
  readonly toTop: string;
  /** Whom a name after an @ may mean. */
  readonly mention: { readonly people: string };
  /** Where readers have to sign in to write: on the button, and where the page has no login of its own to open. */
  readonly signIn: { readonly button: string; readonly elsewhere: string };
  /** What came since her last visit: in its place, and on the buttons that lead to it. */
  readonly visit: {
    readonly here: string;
    readonly next: string;
    readonly fresh: (count: number) => string;
    readonly freshLabel: (count: number) => string;
    readonly answers: (count: number) => string;
    readonly answersLabel: (count: number) => string;
  };
  /** The single keys that go from comment to comment. */
  readonly keys: {
    readonly title: string;
    readonly next: string;
    readonly previous: string;
    readonly fresh: string;
    readonly help: string;
    readonly use: string;
    readonly close: string;
  };
  /** What a composer offers to mark words with. */
  readonly marks: {
    readonly label: string;
    readonly tools: {
      readonly bold: string;
      readonly italic: string;
      readonly quote: string;
      readonly code: string;
      readonly spoiler: string;
      readonly list: string;
    };
    readonly preview: string;
  };
  /** What a comment said before it was edited; `at` gets a time whose UTC date and hour are what is said, ms. */
  readonly wordings: {
    readonly open: string;
    readonly of: (name: string) => string;
    readonly at: (time: number) => string;
    readonly loading: string;
    readonly none: string;
    readonly failed: string;
    readonly close: string;
  };
}

/** Words as a thread has them: `living` once they have come. */
export type ThreadWords = ThreadStrings & { readonly living: LivingStrings | undefined };

export const livingLocales: Locales<LivingStrings> = {
  vi: async () => (await import('./locales/vi-living.ts')).viLiving,
  en: async () => (await import('./locales/en-living.ts')).enLiving,
};

import type { Locales } from '@bandoc/ui';
import type { SentencesByCode, ThreadStrings } from './strings.ts';

/** What a thread says once it lives, once its reader acts, and when something goes wrong, in one language; fetched after first content. */
export interface LivingStrings {
  /** All of them, in the place of the few that a page needs at first. */
  readonly failures: SentencesByCode;
  readonly connection: { readonly connecting: string; readonly up: string; readonly offline: string };
  /** Why the server takes no connection, by `Failure.code`; two lines of a phone at most. */
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
  readonly pending: string;
  /** Said aloud when the last is so. */
  readonly published: string;
  /** Why the server does not take a comment, by `Failure.code`, and for `invalid` by what is wrong with the text; one line if it can be. */
  readonly refusals: SentencesByCode;
  readonly sendAgain: string;
  readonly edit: string;
  readonly discard: string;
}

/** Words as a thread has them: `living` once they have come. */
export type ThreadWords = ThreadStrings & { readonly living: LivingStrings | undefined };

export const livingLocales: Locales<LivingStrings> = {
  vi: async () => (await import('./locales/vi-living.ts')).viLiving,
  en: async () => (await import('./locales/en-living.ts')).enLiving,
};

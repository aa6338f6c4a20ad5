import type { Locales } from '@bandoc/ui';

/** Sentences by code; `other` for every code that has none of its own. */
export type SentencesByCode = Readonly<Record<string, string>> & { readonly other: string };

/** The thread's words in one language; those by code are the few that a page needs at first, see `TroubleStrings`. */
export interface ThreadStrings {
  readonly heading: string;
  readonly sort: { readonly label: string; readonly new: string; readonly old: string };
  readonly loading: string;
  readonly empty: string;
  readonly retry: string;
  /** Why there is nothing to show, by `Failure.code`. */
  readonly failures: SentencesByCode;
  readonly connection: { readonly connecting: string; readonly up: string; readonly backoff: string; readonly offline: string };
  /** Why the server takes no connection, by `Failure.code`; two lines of a phone at most. */
  readonly barred: SentencesByCode;
  readonly newComments: (count: number) => string;
  readonly newReplies: (count: number) => string;
  readonly showAll: (count: number) => string;
  readonly showMore: string;
  readonly loadingMore: string;
  readonly moreReplies: (count: number) => string;
  readonly article: (name: string, time: string) => string;
  readonly reply: string;
  readonly replyTo: (name: string) => string;
  readonly justNow: string;
  readonly gone: string;
  readonly hidden: string;
  readonly composer: {
    readonly label: string;
    readonly name: string;
    readonly send: string;
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
  /** Said aloud when the last is so. */
  readonly published: string;
  /** Why the server does not take a comment, by `Failure.code`, and for `invalid` by what is wrong with the text; one line if it can be. */
  readonly refusals: SentencesByCode;
  readonly sendAgain: string;
  readonly edit: string;
  readonly discard: string;
}

export const threadLocales: Locales<ThreadStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};

/** The sentence of a code, or the one for all others. */
export function sentenceOf(sentences: SentencesByCode, code: string | undefined): string {
  return (code !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? sentences.other;
}

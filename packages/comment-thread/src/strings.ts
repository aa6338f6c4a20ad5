import type { Locales } from '@bandoc/ui';

/** The thread's words in one language. */
export interface ThreadStrings {
  readonly heading: string;
  readonly sort: { readonly label: string; readonly new: string; readonly old: string };
  readonly loading: string;
  readonly empty: string;
  readonly retry: string;
  /** By `Failure.code`; `other` for every code that has no words of its own. */
  readonly failures: Readonly<Record<string, string>> & { readonly other: string };
  readonly connection: { readonly up: string; readonly backoff: string; readonly offline: string; readonly fatal: string };
  readonly count: (count: number) => string;
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
    readonly replyLabel: (name: string) => string;
    readonly name: string;
    readonly send: string;
    readonly cancel: string;
    readonly left: (count: number) => string;
    readonly noText: string;
    readonly tooLong: (count: number) => string;
    readonly noName: string;
    readonly nameTooLong: string;
  };
  readonly sending: string;
  readonly waiting: string;
  readonly accepted: string;
  /** By `Failure.code`, and for 'invalid' by what was wrong with the text. */
  readonly refusals: Readonly<Record<string, string>> & { readonly other: string };
  readonly sendAgain: string;
  readonly edit: string;
  readonly discard: string;
}

export const threadLocales: Locales<ThreadStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};

import type { Locales } from '@bandoc/ui';

/** Sentences by code; `other` for every code that has none of its own. */
export type SentencesByCode = Readonly<Record<string, string>> & { readonly other: string };

/** What a thread says at first, in one language; what is said once it lives, or goes wrong, are `LivingStrings`. */
export interface ThreadStrings {
  readonly heading: string;
  readonly sort: { readonly label: string; readonly top: string; readonly new: string; readonly old: string };
  readonly loading: string;
  readonly empty: string;
  readonly retry: string;
  /** Why there is nothing to show, by `Failure.code`. */
  readonly failures: SentencesByCode;
  /** The connection is lost, and tried again. */
  readonly lost: string;
  readonly showAll: (count: number) => string;
  readonly showMore: string;
  readonly moreReplies: (count: number) => string;
  readonly article: (name: string, time: string) => string;
  readonly reply: string;
  /** Whom a reply answers, where no step to the right shows it. */
  readonly answers: (name: string) => string;
  readonly replyTo: (name: string) => string;
  readonly justNow: string;
  readonly edited: string;
  readonly gone: string;
  readonly hidden: string;
  readonly composer: { readonly label: string; readonly name: string; readonly send: string };
  /** Of what the newsroom marks a comment or its author with; a badge that has no word here is not shown. */
  readonly marks: Readonly<Record<string, string>>;
}

export const threadLocales: Locales<ThreadStrings> = {
  vi: async () => (await import('./locales/vi.ts')).vi,
  en: async () => (await import('./locales/en.ts')).en,
};

/** The sentence of a code, or the one for all others. */
export function sentenceOf(sentences: SentencesByCode, code: string | undefined): string {
  return (code !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? sentences.other;
}

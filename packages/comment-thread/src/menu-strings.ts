import type { SentencesByCode } from './strings.ts';

/** Why a comment is reported, in the protocol's words and in their order here. */
export const REPORT_REASONS = ['spam', 'abuse', 'false', 'private', 'off-topic', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** What can be done with one comment besides answering it, and what is said of it; in one language. */
export interface MenuStrings {
  readonly more: (name: string) => string;
  readonly edit: string;
  readonly remove: string;
  readonly report: string;
  readonly copyLink: string;
  readonly share: string;
  readonly mute: string;
  readonly editing: {
    readonly label: string;
    readonly save: string;
    /** `time` and `now` in ms, their UTC date and hour being what is said. */
    readonly until: (time: number, now: number) => string;
    readonly over: string;
    readonly sending: string;
    readonly waiting: string;
  };
  readonly removed: string;
  readonly undo: (seconds: number) => string;
  /** What undoing is called aloud, and what is said once there is something to undo. */
  readonly undoName: string;
  readonly removedAloud: string;
  readonly reporting: {
    readonly question: (name: string) => string;
    readonly reasons: Readonly<Record<ReportReason, string>>;
    readonly words: string;
    readonly noReason: string;
    readonly send: string;
    readonly reported: string;
    readonly reportedAloud: string;
  };
  readonly sharing: {
    readonly copied: string;
    readonly byHand: string;
    readonly address: string;
    readonly close: string;
    readonly title: (name: string, page: string) => string;
  };
  readonly muted: string;
  readonly unmute: string;
  readonly mutedAloud: (name: string) => string;
  /** Why the server does not take an act, by `Failure.code`. */
  readonly refused: { readonly edit: SentencesByCode; readonly del: SentencesByCode; readonly flag: SentencesByCode };
  readonly again: { readonly edit: string; readonly del: string; readonly flag: string };
}

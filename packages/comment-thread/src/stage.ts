import type { Client, ThreadView } from '@bandoc/client';
import type { LitElement } from 'lit';
import type { CommentComposer } from './comment-composer.ts';
import type { ComposingLimits } from './composing.ts';
import type { FoldController } from './fold-controller.ts';
import type { ReadingPlace } from './reading-place.ts';
import type { sentenceOf } from './strings.ts';
import type { ThreadController } from './thread-controller.ts';
import type { ThreadFollower } from './thread-follower.ts';

/** Where a reader acts. */
export interface Stage {
  readonly host: LitElement & { readonly sort: string; readonly utcOffset: string };
  readonly fold: FoldController;
  readonly place: ReadingPlace;
  readonly thread: string;
  /** The thread's own composer, which may have been typed into by now. */
  readonly composer: CommentComposer;
  /** Makes the composer of a reply. */
  compose(parent: string): CommentComposer;
  /** What is shown, and the client it lives on. */
  readonly controller: Pick<ThreadController, 'living' | 'client' | 'marked'>;
  readonly say: typeof sentenceOf;
  /** Of the paper's clock, minutes east of UTC; undefined where what the page says is none. */
  offset(): number | undefined;
  /** The time whose UTC date and hour are what the paper's clock shows, ms. */
  shown(time: number): number;
  /** Moves the focus to what is found, once it is there. */
  focus(find: () => HTMLElement | null | undefined): void;
  /** What a guest without a name is called. */
  guest(): string;
  /** Says something to who cannot see it, renders what is far away, and has what helps to write. */
  readonly follower: Pick<ThreadFollower, 'say' | 'tools' | 'visit' | 'windows'>;
  /** The reader sent a comment. */
  wrote(id: string): void;
}

/** A stage, with what is shown on it by now. */
export interface OpenStage extends Stage {
  view(): ThreadView | undefined;
  client(): Client | undefined;
  limits(): ComposingLimits;
  /** What a guest signs with who has no name yet: what stands in her field, or what one without a name is called. */
  guestName(): string;
}

/** The stage as it is by now. */
export function openStage(stage: Stage): OpenStage {
  const { composer, controller, guest, host } = stage;
  const typed = () => host.renderRoot.querySelector<HTMLInputElement>(`#${composer.idOf('name')}`)?.value.trim();
  return {
    ...stage,
    view: () => controller.living,
    client: () => controller.client,
    limits: () => limitsOf(stage),
    guestName: () => typed() || guest(),
  };
}

function limitsOf({ controller: { client, living }, say }: Stage): ComposingLimits {
  const { max = { text: 2000, name: 40 }, reader } = client ?? {};
  return { max, readerName: reader?.name, barred: living?.connection === 'fatal' ? ({ barred }) => say(barred, living.failure?.code) : undefined };
}

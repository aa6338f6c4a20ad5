import type { CommentState, Hold, ModData } from '@bandoc/protocol';

/** A comment as the model has it: who may know what of it follows from its state. */
export interface Modelled {
  readonly id: string;
  readonly by: string;
  readonly parent: string | null;
  text: string;
  state: CommentState;
  public: boolean;
  pinned: boolean;
  readonly votes: Map<string, string>;
  readonly flags: Map<string, string>;
  reported: boolean;
}

export type Step =
  | { readonly op: 'add'; readonly by: string; readonly parent: string | null; readonly link: boolean }
  | { readonly op: 'edit'; readonly by: string; readonly target: string; readonly stale: boolean; readonly link: boolean }
  | { readonly op: 'del'; readonly by: string; readonly target: string }
  | { readonly op: 'react'; readonly by: string; readonly target: string; readonly kind: string | null }
  | { readonly op: 'flag'; readonly by: string; readonly target: string; readonly reason: string }
  | { readonly op: 'mod'; readonly by: string; readonly target: string; readonly stale: boolean; readonly act: ModData['act'] }
  | { readonly op: 'lock'; readonly by: string; readonly lock: boolean };

export const MODERATOR = 'minh';
export const GUEST = 'khach';

const FROM: Partial<Record<ModData['act'], readonly CommentState[]>> = {
  approve: ['pending', 'shown'],
  reject: ['pending'],
  hide: ['shown'],
  restore: ['hidden'],
  pin: ['shown'],
  unpin: ['shown'],
};
const TO: Partial<Record<ModData['act'], CommentState>> = { approve: 'shown', reject: 'hidden', hide: 'hidden', restore: 'shown' };

/** One thread, told in a few lines: what each write should be answered, and what should be there afterwards. */
export class PaperModel {
  readonly comments = new Map<string, Modelled>();
  readonly hold: Hold;
  locked = false;
  /** Every wording that there ever was. */
  readonly words = new Set<string>();

  constructor(hold: Hold) {
    this.hold = hold;
  }

  /** Does a step, if it may be done; answers `ok`, or the code it is refused by. */
  take(step: Step, id: string, text: string): string {
    const moderator = step.by === MODERATOR;
    if (step.op === 'lock') {
      if (moderator) this.locked = step.lock;
      return moderator ? 'ok' : 'denied';
    }
    if (step.op === 'add') {
      if (this.locked) return 'closed';
      if (step.parent !== null && this.comments.get(step.parent)?.state !== 'shown') return 'not-found';
      const state = this.#holds(step) ? 'pending' : 'shown';
      this.words.add(text);
      this.comments.set(id, {
        id,
        by: step.by,
        parent: step.parent,
        text,
        state,
        public: state === 'shown',
        pinned: false,
        votes: new Map(),
        flags: new Map(),
        reported: false,
      });
      return 'ok';
    }
    const one = this.comments.get(step.target);
    const known = one && (one.public || one.by === step.by || moderator);
    if (step.op === 'mod') {
      if (!moderator) return 'denied';
      if (!one) return 'not-found';
      if (step.stale) return 'conflict';
      if (!FROM[step.act]?.includes(one.state)) return 'invalid';
      one.state = TO[step.act] ?? one.state;
      one.public ||= one.state === 'shown';
      if (step.act === 'pin' || step.act === 'unpin') one.pinned = step.act === 'pin';
      else one.reported = false;
      return 'ok';
    }
    if (!one || !known || one.state === 'gone') return 'not-found';
    if (step.op === 'react' || step.op === 'flag') {
      if (one.state !== 'shown') return 'not-found';
      if (step.op === 'flag' && one.by === step.by) return 'denied';
      if (step.op === 'flag') one.flags.set(step.by, step.reason);
      else if (step.kind === null) one.votes.delete(step.by);
      else one.votes.set(step.by, step.kind);
      one.reported ||= step.op === 'flag';
      return 'ok';
    }
    if (step.op === 'edit' && one.state === 'hidden') return 'not-found';
    if (one.by !== step.by && !moderator) return 'denied';
    if (step.op === 'edit') {
      if (step.stale) return 'conflict';
      this.words.add(text);
      one.text = text;
      if (this.#holds(step)) one.state = 'pending';
      return 'ok';
    }
    Object.assign(one, { state: 'gone', text: '', pinned: false, reported: false });
    return 'ok';
  }

  /** Words that anybody may read. */
  get readable(): Set<string> {
    return new Set([...this.comments.values()].flatMap(({ state, text }) => (state === 'shown' ? [text] : [])));
  }

  shownReplies(parent: string): Modelled[] {
    return [...this.comments.values()].filter((one) => one.parent === parent && one.state === 'shown');
  }

  get total(): number {
    return [...this.comments.values()].filter(({ state }) => state === 'shown').length;
  }

  /** What waits at the desk. */
  get waiting(): Modelled[] {
    return [...this.comments.values()].filter(({ state, reported }) => state === 'pending' || reported);
  }

  /** What one reader's own topic has of a comment, without versions; nothing where nothing is left. */
  mineOf(reader: string, { id, by, votes, flags, state, text }: Modelled): object | undefined {
    const answers = by === reader ? this.shownReplies(id).filter((one) => one.by !== reader).length : 0;
    const own = by === reader && (state === 'pending' || state === 'hidden');
    const item = {
      ...(votes.has(reader) ? { reaction: votes.get(reader) } : {}),
      ...(flags.has(reader) ? { flag: flags.get(reader) } : {}),
      ...(own ? { own: { state, text } } : {}),
      ...(answers ? { answers } : {}),
    };
    return Object.keys(item).length ? item : undefined;
  }

  #holds({ by, link }: { readonly by: string; readonly link: boolean }): boolean {
    return by !== MODERATOR && { none: false, guests: by === GUEST, links: link, all: true }[this.hold];
  }
}

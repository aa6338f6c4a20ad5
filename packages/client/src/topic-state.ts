import { type Ev, type Position, parseCursor, type Snap } from '@bandoc/protocol';

/**
 * taken: held now, and nothing is missing up to the cursor · past: nothing in it is news · gap: something is missing, ask `since()`
 * · reset: of another epoch, forget and load anew.
 */
export type Outcome = 'taken' | 'past' | 'gap' | 'reset';

/**
 * What was asked for when a snap came: the seq it starts from, the token it goes on from, whether that leads back, the comment whose replies
 * these are, the comment that it is around, the ids of a tally, whether more ids are wanted.
 */
export interface Asked {
  readonly since?: number | undefined;
  readonly page?: string | undefined;
  readonly back?: boolean | undefined;
  readonly parent?: string | undefined;
  readonly around?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly part?: boolean | undefined;
}

/** What a topic holds. None of these throws, whatever the items are. */
export interface TopicContent {
  /** Takes a full snapshot, or what is around one comment, for all that there is within the reach it has. */
  replace(snap: Snap, asked: Asked): void;
  /** Adds a page, whose reach is what was asked for. */
  extend(snap: Snap, asked: Asked): void;
  /** Merges changes: per id and per register the highest version wins; what lies outside the reach is dropped (rule MD8). */
  merge(changes: Pick<Ev, 'items' | 'total'>): void;
}

/** One topic as it is held: its content, the place up to which that is complete, and the rules by which frames move it (rules MD4, MD8, SN5, EV1). */
export class TopicState<Content extends TopicContent> {
  readonly content: Content;
  #cursor: Position | undefined;
  /** What is from before it is not taken for all there is. */
  #floor: Position | undefined;
  #unverified: number | undefined;

  constructor(content: Content) {
    this.content = content;
  }

  /** Everything up to it is held, within the content's reach; undefined before the first snapshot. */
  get cursor(): Position | undefined {
    return this.#cursor;
  }

  /** Whether something held came from before the cursor, and changes between are missing. */
  get verified(): boolean {
    return this.#unverified === undefined;
  }

  /** Where the next question has to start. */
  since(): Position | undefined {
    return this.#cursor && { epoch: this.#cursor.epoch, seq: this.#unverified ?? this.#cursor.seq };
  }

  /** Gives the cursor up, which the server does not know any more; what is held stays until the next full snapshot replaces it. */
  forget(): void {
    this.#floor = undefined;
    this.#cursor = undefined;
    this.#unverified = undefined;
  }

  /** Gives the cursor up, because questions from it mend nothing; a cache's snapshot from before it would mend less. */
  restart(): void {
    const floor = this.#cursor ?? this.#floor;
    this.forget();
    this.#floor = floor;
  }

  takeSnap(snap: Snap, asked: Asked): Outcome {
    const at = parseCursor(snap.at);
    const mine = this.#cursor;
    const same = mine?.epoch === at.epoch;
    const older = isBefore(at, mine);
    if (asked.around !== undefined || (snap.mode === 'full' && !(asked.part && same))) {
      // An edge may still answer with a copy from before what we hold.
      if (older || isBefore(at, this.#floor)) return 'past';
      this.content.replace(snap, asked);
      this.#cursor = at;
      this.#unverified = undefined;
      return 'taken';
    }
    // What changes and pages add to is on its way.
    if (!mine) return 'past';
    if (!same) return 'reset';
    if (snap.mode !== 'delta') {
      this.content.extend(snap, asked);
      // Read before our cursor, so it lacks changes that will not be sent again: without the question that follows it would stay wrong for ever.
      if (older) this.#unverified = Math.min(this.#unverified ?? at.seq, at.seq);
    } else if (older) {
      // A cache's: all that it tells is held, or is gone since, which it does not tell.
      if (this.verified) return 'past';
    } else {
      this.content.merge(snap);
      this.#cursor = at;
      if ((asked.since ?? mine.seq) <= (this.#unverified ?? Infinity)) this.#unverified = undefined;
    }
    return this.verified ? 'taken' : 'gap';
  }

  takeEv(ev: Ev): Outcome {
    const mine = this.#cursor;
    if (!mine) return 'past';
    if (ev.epoch !== mine.epoch) return 'reset';
    if (ev.from > mine.seq) return 'gap';
    // A beacon from before our cursor: the server may have been restored (rule EV4).
    if (ev.to < mine.seq && ev.from === ev.to) return 'gap';
    if (ev.to <= mine.seq) return 'past';
    this.content.merge(ev);
    this.#cursor = { epoch: mine.epoch, seq: ev.to };
    return 'taken';
  }
}

function isBefore({ epoch, seq }: Position, held: Position | undefined): boolean {
  return held?.epoch === epoch && seq < held.seq;
}

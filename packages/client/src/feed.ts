import { type Ev, formatCursor, type Snap, type Sub } from '@bandoc/protocol';
import { Backoff } from './backoff.ts';
import type { Failure } from './client.ts';
import type { Hub } from './hub.ts';
import type { Query } from './ports.ts';
import { type Asked, type Outcome, type TopicContent, TopicState } from './topic-state.ts';
import { failureOf, isOfWire, type Trouble } from './trouble.ts';
import { Watchers } from './watchers.ts';

/** How often what is not live is asked for, where the server says nothing else, ms. */
export const POLL = 30_000;
/** Least time between two questions that mend one topic (invariant I13). */
export const MEND = 2_000;

/** One question and what its answer will mean. */
export interface Question {
  readonly query: Query;
  readonly asked: Asked;
}

/** What is particular to one kind of topic. */
export interface FeedPlan<Content extends TopicContent> {
  readonly topic: string;
  readonly content: Content;
  /** The id of the one reader to whom it is told, by the connection alone. */
  readonly reader?: string;
  /** Whether a whole window is not what it holds: then all of it is asked for anew. */
  readonly anew?: boolean;
  /** What to ask by GET for all that is wanted now; `since` is the cursor from which a delta would do. */
  questions(since: string | undefined): readonly Question[];
  /** What a `sub` carries besides topic, since and follow; undefined if it cannot be followed as it is. */
  sub(): Pick<Sub, 'limit' | 'sort' | 'ids'> | undefined;
}

/** One topic as all its views on the page share it: first content by GET, then polls, or the live connection once that is up. */
export class Feed<Content extends TopicContent = TopicContent> {
  readonly plan: FeedPlan<Content>;
  readonly state: TopicState<Content>;
  readonly watchers: Watchers;
  status: 'loading' | 'ready' | 'failed' = 'loading';
  failure: Failure | undefined;
  views = 0;
  /** How many of its views want the connection. */
  wanted = 0;
  /** Undefined while no connection has said. */
  live: boolean | undefined;
  readonly #hub: Hub;
  readonly #backoff: Backoff;
  #poll = POLL;
  #cancel: () => void = () => {};
  #reading = false;
  #again = false;
  #soon = false;
  #loadedAt = -Infinity;
  #closed = false;

  constructor(hub: Hub, plan: FeedPlan<Content>) {
    this.#hub = hub;
    this.plan = plan;
    this.state = new TopicState(plan.content);
    this.watchers = new Watchers(hub.report);
    this.#backoff = new Backoff(hub.ports.random);
  }

  get topic(): string {
    return this.plan.topic;
  }

  /** Asks at the end of this turn, so that all that is wanted in it travels together. */
  async refreshSoon(): Promise<void> {
    if (this.#soon) return;
    this.#soon = true;
    await Promise.resolve();
    this.#soon = false;
    this.refresh();
  }

  /** Asks for all that is wanted, now; while an answer is on its way, once more after it. */
  refresh(): void {
    this.#again = true;
    if (!this.#reading && !this.#closed && this.plan.reader === undefined) void this.#read();
  }

  /** Asks now for what would be asked for later; what is live comes by itself. */
  refreshPolled(): void {
    if (!this.live && this.status === 'ready') this.refresh();
  }

  /** The page is looked at again, or has a network again. */
  wake(): void {
    const held = this.status === 'ready' && this.state.cursor && this.state.verified;
    const due = !held || (!this.live && this.#hub.ports.clock.now() - this.#loadedAt >= this.#poll);
    if (due && !this.#reading && (this.status !== 'failed' || this.failure?.retryAt !== undefined)) this.refresh();
  }

  /** Asks for one page, now, and answers what went wrong; a page of another epoch makes everything load anew. */
  async page({ query, asked }: Question): Promise<Failure | undefined> {
    const answer = await this.#hub.read(this.topic, query);
    if (this.#closed) return undefined;
    if ('code' in answer) return failureOf(answer);
    this.takeSnap(answer, asked);
    return undefined;
  }

  takeSnap(snap: Snap, asked: Asked): Outcome {
    this.#pace(snap);
    if (this.plan.anew && snap.mode === 'full') {
      this.state.forget();
      this.refresh();
      return 'past';
    }
    return this.#taken(this.state.takeSnap(snap, asked), snap);
  }

  takeEv(ev: Ev): Outcome {
    return this.#taken(this.state.takeEv(ev), ev);
  }

  /** Whether changes come by the connection; otherwise they are polled, as often as the snap that says so allows. */
  setLive(live: boolean | undefined, snap?: Snap): void {
    this.live = live;
    this.watchers.changed();
    this.#pace(snap);
    if (live) this.#cancel();
    else if (this.status === 'ready') this.#schedule(this.#poll);
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.watchers.clear();
  }

  #pace(snap?: Snap): void {
    if (snap?.next !== undefined) this.#poll = Math.max(MEND, snap.next);
  }

  #taken(outcome: Outcome, frame: Snap | Ev): Outcome {
    this.#hub.live?.saw(this, frame);
    if (this.plan.reader !== undefined && this.state.cursor) this.status = 'ready';
    if (outcome === 'gap' || outcome === 'reset') this.#mend(outcome);
    this.watchers.changed();
    return outcome;
  }

  #mend(outcome: 'gap' | 'reset'): void {
    if (outcome === 'reset') this.state.forget();
    if (this.live) this.#hub.live?.mend(this, outcome);
    else if (!this.#reading) this.#schedule(MEND);
  }

  #schedule(ms: number): void {
    this.#cancel();
    if (this.#closed) return;
    this.#cancel = this.#hub.ports.timers.after(ms, () => {
      // A page that nobody looks at asks for nothing; `wake` makes up for it.
      if (this.#hub.visible) this.refresh();
    });
  }

  async #read(): Promise<void> {
    this.#cancel();
    this.#reading = true;
    this.#again = false;
    const since = this.state.since();
    const questions = this.plan.questions(since && formatCursor(since.epoch, since.seq));
    const answers = await Promise.all(questions.map(async ({ query, asked }) => ({ asked, answer: await this.#hub.read(this.topic, query) })));
    if (this.#closed) return;
    let trouble: Trouble | undefined;
    for (const { asked, answer } of answers) {
      if ('code' in answer) trouble ??= answer;
      else this.takeSnap(answer, asked);
    }
    this.#reading = false;
    if (trouble) this.#failed(trouble);
    else this.#loaded();
  }

  #loaded(): void {
    this.#backoff.reset();
    this.#loadedAt = this.#hub.ports.clock.now();
    this.failure = undefined;
    if (this.state.cursor) this.status = 'ready';
    this.watchers.changed();
    if (this.#again) this.refresh();
    else if (!this.state.cursor || !this.state.verified) this.#schedule(MEND);
    else if (!this.live) this.#schedule(this.#poll);
    if (this.status === 'ready') this.#hub.follow(this);
    // The connection went on meanwhile, from another cursor than this one.
    if (this.live && this.plan.anew) this.#hub.live?.mend(this, 'unsure');
  }

  #failed(trouble: Trouble): void {
    const wait = trouble.final ? undefined : this.#backoff.next(trouble.retry);
    if (isOfWire(trouble)) this.#hub.live?.missed(this);
    // What was asked for anew, and is not there any more, is not shown as if it were.
    if (this.status !== 'ready' || (this.plan.anew && trouble.final && !this.state.cursor)) {
      this.status = 'failed';
      this.failure = failureOf(trouble, wait === undefined ? undefined : this.#hub.ports.clock.now() + wait);
    }
    this.watchers.changed();
    if (this.#again) this.refresh();
    else if (wait !== undefined) this.#schedule(wait);
  }
}

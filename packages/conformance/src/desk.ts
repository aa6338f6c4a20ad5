import type { ModItem, Ok, Put, ServerFrame, Snap, ThreadFacts } from '@bandoc/protocol';
import { demandThat } from './demand.ts';
import { asOk } from './frames.ts';
import type { Speaker } from './speaker.ts';
import type { Trial } from './trial.ts';

/** The newsroom's desk, as one moderator has it; what other cases put on it is there too. */
export class Desk {
  readonly moderator: Speaker;
  readonly topic: string;
  #since: string | undefined;

  private constructor(moderator: Speaker, topic: string) {
    this.moderator = moderator;
    this.topic = topic;
  }

  static async open(trial: Trial): Promise<Desk> {
    return new Desk(await trial.moderator(), `mod:${trial.site}`);
  }

  /** From now on `changed` tells what changed. */
  async mark(): Promise<void> {
    this.#since = (await this.moderator.sees(this.topic)).at;
  }

  /** The item of a comment, if it changed on the desk since the mark. */
  async changed(id: string): Promise<ModItem | undefined> {
    const snap = await this.moderator.sees(this.topic, { since: this.#since });
    return snap.mode === 'delta' ? (snap.items as ModItem[]).find((item) => item.id === id) : this.waiting(id);
  }

  /** The item of a comment, if it waits. */
  async waiting(id: string): Promise<ModItem | undefined> {
    return (await this.all()).find((item) => item.id === id);
  }

  /** All that waits, page by page. */
  async all(): Promise<ModItem[]> {
    const items: ModItem[] = [];
    for (let page: string | undefined, pages = 0; pages < 100; pages += 1) {
      const snap = await this.moderator.sees(this.topic, { page });
      items.push(...(snap.items as ModItem[]));
      if (snap.more === undefined) break;
      page = snap.more;
    }
    return items;
  }

  /** Puts an act on a comment, of which this version is known. */
  act({ id, v }: { readonly id: string; readonly v: number }, act: string, data: object = {}, more: Partial<Put> = {}): Promise<ServerFrame> {
    return this.moderator.put(this.topic, 'mod', id, { act, ...data }, { if: v, ...more });
  }

  /** The same, which has to be taken. */
  async does(...given: Parameters<Desk['act']>): Promise<Ok> {
    return asOk(await this.act(...given));
  }

  /** Puts an act on a thread, which has to be taken. */
  async rule(trial: Trial, topic: string, act: string, data: object = {}): Promise<Ok> {
    const { v } = factsIn(await trial.read(topic));
    return this.does({ id: topic.slice('thread:'.length), v }, act, data);
  }
}

/** What a thread says of itself in a snapshot or an event. */
export function factsIn(frame: Pick<Snap, 'items'>): ThreadFacts {
  const facts = (frame.items as ThreadFacts[]).find(({ id }) => id === '_thread');
  demandThat(facts !== undefined, frame, '[TF1] the item _thread is there');
  return facts;
}

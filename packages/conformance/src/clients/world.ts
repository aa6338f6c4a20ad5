import { formatCursor, parseCursor } from '@bandoc/protocol';
import { completeItem, completeItems } from './completing.ts';
import type { Holding } from './scenario.ts';

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

interface Topic {
  epoch: string;
  seq: number;
  window: Map<string, Item>;
  pages: Map<string, Readonly<Record<string, unknown>>>;
  fields: Readonly<Record<string, unknown>>;
}

/** What is asked of a topic, by GET or by `sub`. */
export interface Reading {
  readonly topic: string;
  readonly since?: string;
  readonly page?: string;
  readonly parent?: string;
  readonly around?: string;
  readonly ids?: readonly string[];
  readonly sort?: string;
}

/** What the scripted server has, and what it answers of itself to who reads. */
export class World {
  readonly #topics = new Map<string, Topic>();

  set(name: string, { at, items = [], pages = {}, anew = false, ...fields }: Holding): void {
    const { epoch, seq } = parseCursor(at);
    const before = anew ? undefined : this.#topics.get(name);
    const topic: Topic = before ?? { epoch, seq, window: new Map(), pages: new Map(), fields: {} };
    Object.assign(topic, { epoch, seq, fields: { ...topic.fields, ...fields } });
    this.#topics.set(name, topic);
    for (const [token, page] of Object.entries(pages)) topic.pages.set(token, { ...page, items: completeItems(name, page['items'] as unknown[]) });
    this.#take(topic, name, items, false);
  }

  /** Of an event that goes on from where its topic is. */
  tell(frame: Readonly<Record<string, unknown>>): void {
    const topic = this.#topics.get(String(frame['topic']));
    if (!topic || frame['epoch'] !== topic.epoch || frame['from'] !== topic.seq) return;
    topic.seq = Number(frame['to']);
    this.#take(topic, String(frame['topic']), frame['items'] as unknown[], true);
    if (frame['total'] !== undefined) topic.fields = { ...topic.fields, total: frame['total'] };
  }

  /** A snap without `id` and `follow`, or an err. */
  answer({ topic: name, since, page, parent, around, ids }: Reading): Record<string, unknown> {
    const topic = this.#topics.get(name);
    if (!topic) return { t: 'snap', topic: name, at: 'e:0', mode: 'full', items: [] };
    const head = { t: 'snap', topic: name, at: formatCursor(topic.epoch, topic.seq) };
    const token = page ?? (parent === undefined ? around && `around:${around}` : `parent:${parent}`);
    if (token !== undefined) {
      const found = topic.pages.get(token);
      return found ? { ...head, mode: 'page', ...found } : { t: 'err', code: 'not-found', topic: name };
    }
    const { more, sort, order, next, total, ...fields } = topic.fields;
    const both = { ...(total !== undefined && { total }), ...(next !== undefined && { next }) };
    const from = since === undefined ? undefined : parseCursor(since);
    if (from?.epoch === topic.epoch) {
      if (from.seq > topic.seq) return { t: 'err', topic: name, code: 'reset', retry: 0 };
      return { ...head, mode: 'delta', items: this.#all(topic).filter((one) => versionOf(one) > from.seq), ...both };
    }
    const whole = { ...(more !== undefined && { more }), ...(order !== undefined && { order }), ...(sort !== undefined && { sort }), ...fields };
    return { ...head, mode: 'full', items: [...topic.window.values()].filter(({ id }) => ids?.includes(id) ?? true), ...whole, ...both };
  }

  #all({ window, pages }: Topic): Item[] {
    const all = new Map<string, Item>();
    for (const { items } of pages.values()) for (const one of items as Item[]) all.set(one.id, one);
    for (const one of window.values()) all.set(one.id, one);
    return [...all.values()];
  }

  #take(topic: Topic, name: string, items: readonly unknown[], told: boolean): void {
    for (const one of items) {
      const item = completeItem(name, one) as Item | null;
      if (typeof item?.id !== 'string') continue;
      const known = this.#all(topic).find(({ id }) => id === item.id);
      const now = known && !('v' in item) ? { ...known, ...item } : item;
      // What lies on a further page stays there.
      const page = [...topic.pages.values()].map(({ items: on }) => on as Item[]).find((on) => on.some(({ id }) => id === item.id));
      if (page && told && !topic.window.has(item.id)) page[page.findIndex(({ id }) => id === item.id)] = now;
      else topic.window.set(item.id, now);
    }
  }
}

function versionOf({ v, counts }: Readonly<Record<string, unknown>>): number {
  return Math.max(Number(v ?? 0), (counts as { v?: number } | undefined)?.v ?? 0);
}

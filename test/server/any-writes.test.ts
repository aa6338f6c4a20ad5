import { type AddData, type Comment, type MineItem, type ModItem, type Put, parseCursor, type Snap } from '@bandoc/protocol';
import type { Identity } from '@bandoc/server/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeComments } from './merging.ts';
import { add, commentsOf, createNewsroom, type Newsroom, only, put, putMod } from './newsroom.ts';
import { GUEST, MODERATOR, type Modelled, PaperModel, type Step } from './paper-model.ts';
import { storages } from './storages.ts';

const READERS = ['lan', 'mai', GUEST, MODERATOR];

/** A step before it is known which comment it is about: the one that many before the last. */
const steps = fc.array(
  fc.record({
    op: fc.constantFrom('add', 'add', 'add', 'edit', 'del', 'react', 'react', 'flag', 'mod', 'mod', 'mod', 'lock', 'again'),
    by: fc.constantFrom(...READERS),
    // Mostly of the last ones, and mostly by whose it is, or little would come of it.
    back: fc.oneof(fc.constant(0), fc.nat(2), fc.nat(8)),
    own: fc.boolean(),
    root: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
    // Mostly as it should be.
    odd: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    link: fc.boolean(),
    quotes: fc.boolean(),
    kind: fc.constantFrom('like', 'sad', null),
    reason: fc.constantFrom('spam', 'abuse'),
    act: fc.constantFrom('approve', 'reject', 'hide', 'restore', 'pin', 'unpin'),
  }),
  { minLength: 5, maxLength: 60, size: 'max' },
);
type Drawn = typeof steps extends fc.Arbitrary<Array<infer One>> ? One : never;

/** One thread of a newsroom, with the model of it beside. */
class Thread {
  readonly #newsroom: Newsroom;
  readonly #model: PaperModel;
  readonly #sent: Array<{ readonly put: Put; readonly by: string }> = [];
  #words = 0;

  constructor(newsroom: Newsroom, model: PaperModel) {
    this.#newsroom = newsroom;
    this.#model = model;
  }

  async read(topic: string, query: Record<string, string> = {}, reader?: string): Promise<Snap> {
    const { core } = this.#newsroom;
    if (reader === undefined) return (await core.read(topic, query, { address: '1' })) as Snap;
    return only('snap', await core.post([{ t: 'sub', id: 1, topic, follow: 'off', ...query }], authOf(reader), { address: '1' }));
  }

  /** Everything that everybody may read. */
  async state(): Promise<{ at: string; total: number; comments: Map<string, Comment> }> {
    const { at, total = 0, items } = await this.read('thread:a', { limit: '50', sort: 'old' });
    const comments = new Map(commentsOf({ items }).map((one) => [one.id, one]));
    for (const { id } of comments.values()) {
      const replies = await this.read('thread:a', { parent: id, limit: '50' });
      for (const one of commentsOf(replies)) comments.set(one.id, one);
    }
    return { at, total, comments };
  }

  async mine(reader: string, since?: string): Promise<Snap> {
    return this.read('mine:a', since === undefined ? {} : { since }, reader);
  }

  /** Does a step on both sides, and finds that they say the same. */
  async take(drawn: Drawn): Promise<void> {
    const { core, ports } = this.#newsroom;
    const head = () => ports.storage.view(async (reader) => (await reader.topic('thread:a')).head);
    const before = await head();
    const again = drawn.op === 'again' ? this.#sent.at(-1) : undefined;
    if (again) {
      // The same put once more changes nothing, whatever it was answered the first time.
      const [answer] = (await core.post([again.put], authOf(again.by), { address: '1' })) as unknown as [{ t: string }];
      if (answer.t === 'ok') expect(answer).toMatchObject({ dup: true });
      expect(await head()).toBe(before);
      return;
    }
    if (drawn.op === 'again') return;
    const text = `lời-${(this.#words += 1)}.${drawn.link ? ' www.x.vn' : ''}`;
    const step = this.#stepOf(drawn);
    const frame = await this.#putOf(step, text, drawn.quotes ? this.#quoteOf(drawn) : undefined);
    const expected = this.#model.take(step, frame.key, text);
    const [answer] = (await core.post([frame], authOf(step.by), { address: '1' })) as unknown as [{ t: string; code?: string }];
    expect(answer.t === 'ok' ? 'ok' : answer.code, JSON.stringify(step)).toBe(expected);
    if (expected === 'ok') this.#sent.push({ put: frame, by: step.by });
    else expect(await head()).toBe(before);
  }

  #stepOf({ op, by: drawn, back, own, root, odd, link, kind, reason, act }: Drawn): Step {
    const ids = [...this.#model.comments.keys()];
    const target = odd ? 'unknown' : (ids.at(-1 - (back % Math.max(1, ids.length))) ?? 'unknown');
    const by = own && (op === 'edit' || op === 'del') ? (this.#model.comments.get(target)?.by ?? drawn) : drawn;
    if (op === 'add') return { op, by, parent: root || ids.length === 0 ? null : target, link };
    if (op === 'edit') return { op, by, target, stale: odd, link };
    if (op === 'react') return { op, by, target, kind };
    if (op === 'flag') return { op, by, target, reason };
    if (op === 'mod') return { op, by: odd ? by : MODERATOR, target, stale: odd && back === 1, act: act as 'hide' };
    if (op === 'lock') return { op, by: MODERATOR, lock: odd };
    return { op: 'del', by, target };
  }

  /** All the words of a comment that everybody may read. */
  #quoteOf({ back }: Drawn): AddData['quote'] {
    const readable = [...this.#model.comments.values()].filter(({ state }) => state === 'shown');
    const one = readable.at(-1 - (back % Math.max(1, readable.length)));
    return one && { id: one.id, text: one.text };
  }

  async #putOf(step: Step, text: string, quote: AddData['quote']): Promise<Put> {
    const row = 'target' in step ? await this.#newsroom.ports.storage.view((reader) => reader.find(step.target)) : undefined;
    const version = (row?.v ?? 0) + ('stale' in step && step.stale ? 1 : 0);
    if (step.op === 'add') return add('a', text, { parent: step.parent, data: quote ? { quote } : {} }) as never;
    if (step.op === 'edit') return put('edit', step.target, { if: version, data: { text } }) as never;
    if (step.op === 'react') return put('react', step.target, { data: { kind: step.kind } }) as never;
    if (step.op === 'flag') return put('flag', step.target, { data: { reason: step.reason } }) as never;
    if (step.op === 'mod') return putMod(step.target, version, step.act, { reason: 'vì vậy' }) as never;
    if (step.op === 'del') return put('del', step.target) as never;
    const facts = await this.#newsroom.ports.storage.view((reader) => reader.item('thread:a', '_thread'));
    return putMod('a', facts?.v ?? 0, step.lock ? 'lock' : 'unlock') as never;
  }
}

function authOf(id: string): string {
  return JSON.stringify({ id, name: id, roles: id === MODERATOR ? ['moderator'] : [], rights: [], guest: id === GUEST } satisfies Identity);
}

function seen({ state, text, counts: { replies, reactions = {} }, pinned = false }: Comment): object {
  return { state, text, replies, reactions, pinned };
}

function expected(one: Modelled, model: PaperModel): object {
  return {
    // Whether it waits or was taken away is not for everybody to know.
    state: one.state === 'pending' ? 'hidden' : one.state,
    text: one.state === 'shown' ? one.text : undefined,
    replies: model.shownReplies(one.id).length,
    reactions: tally(one.votes.values()),
    pinned: one.state === 'shown' && one.pinned,
  };
}

/** How often each word is there. */
function tally(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

for (const [name, create] of Object.entries(storages)) {
  describe(`any writes of anybody, over the ${name} storage`, () => {
    it('[HD3] [MO2] [MN4] [MN6] [MN7] [MN8] [RC4] [SN4] [SN5] [DL2] [QT2] [MD8] come out as a few lines say: answers, states, counts, whose eyes what is for', () =>
      fc.assert(
        fc.asyncProperty(steps, fc.constantFrom('none', 'guests', 'links', 'all'), async (drawn, hold) => {
          const calm = { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 }, react: { burst: 1_000, every: 1 } };
          const settings = {
            hold,
            items: 1_000,
            reactions: ['like', 'sad'],
            replyDepth: 100,
            rates: { ...calm, get: { burst: 1e6, every: 1 }, read: { burst: 1e6, every: 1 } },
          };
          const newsroom = createNewsroom(settings, { storage: create() });
          const model = new PaperModel(hold);
          const thread = new Thread(newsroom, model);
          let earlier = await thread.state();
          let mine = new Map<string, { at: string; items: Map<string, MineItem> }>();
          const middle = Math.floor(drawn.length / 2);
          for (const [i, one] of drawn.entries()) {
            await thread.take(one);
            if (i !== middle) continue;
            await newsroom.core.project();
            earlier = await thread.state();
            const snaps = await Promise.all(READERS.map(async (reader) => [reader, await thread.mine(reader)] as const));
            mine = new Map(snaps.map(([reader, { at, items }]) => [reader, { at, items: new Map((items as MineItem[]).map((item) => [item.id, item])) }]));
          }
          await newsroom.core.project();
          const later = await thread.state();

          const comments = [...model.comments.values()].filter((one) => one.public);
          expect(later.total).toBe(model.total);
          expect(new Map([...later.comments].map(([id, one]) => [id, seen(one)]))).toEqual(new Map(comments.map((one) => [one.id, expected(one, model)])));
          await newsroom.core.project();
          expect((await thread.read('tally:home', { ids: 'a' })).items.map((item) => (item as { count: number }).count)).toEqual(
            model.total ? [model.total] : [],
          );

          // Nothing goes back, and what changed since is the whole difference.
          for (const [id, one] of earlier.comments) {
            const now = later.comments.get(id) as Comment;
            expect([now.c, now.parent]).toEqual([one.c, one.parent]);
            expect(now.v).toBeGreaterThanOrEqual(one.v);
            expect(now.counts.v).toBeGreaterThanOrEqual(one.counts.v);
          }
          const delta = await thread.read('thread:a', { since: earlier.at });
          expect(delta.mode).toBe('delta');
          expect(mergeComments(earlier.comments, delta.items)).toEqual(later.comments);
          const head = parseCursor(later.at).seq;
          for (const { v, c, counts } of later.comments.values()) expect(Math.max(v, c, counts.v)).toBeLessThanOrEqual(head);

          // What is not for everybody is in nothing that everybody gets.
          const told = JSON.stringify([[...later.comments.values()], delta.items, await thread.read('thread:a', { limit: '50' })]);
          const readable = model.readable;
          for (const words of model.words) if (!readable.has(words)) expect(told).not.toContain(JSON.stringify(words));

          for (const reader of READERS) {
            const items = (await thread.mine(reader)).items as MineItem[];
            const hers = [...model.comments.values()].flatMap((one) => {
              const item = model.mineOf(reader, one);
              return item ? [[one.id, item] as const] : [];
            });
            const plain = ({ reaction, flag, own, answers }: MineItem) => ({
              ...(reaction === undefined ? {} : { reaction }),
              ...(flag === undefined ? {} : { flag }),
              ...(own ? { own: { state: own.state, text: own.text } } : {}),
              ...(answers ? { answers: answers.count } : {}),
            });
            expect(new Map(items.map((item) => [item.id, plain(item)])), reader).toEqual(new Map(hers));
            const then = mine.get(reader);
            if (!then) continue;
            const merged = new Map(then.items);
            for (const item of (await thread.mine(reader, then.at)).items as MineItem[]) {
              if (Object.keys(item).length > 2) merged.set(item.id, item);
              else merged.delete(item.id);
            }
            const uncounted = (item: MineItem) => ({ ...item, ...(item.own ? { own: { ...item.own, counts: undefined } } : {}) });
            const bare = (all: Iterable<MineItem>) => new Map([...all].map((item) => [item.id, uncounted(item)]));
            expect(bare(merged.values()), reader).toEqual(bare(items));
          }
          const desk = (await thread.read('mod:demo', {}, MODERATOR)).items as ModItem[];
          expect(new Map(desk.map(({ id, flags = {} }) => [id, flags]))).toEqual(new Map(model.waiting.map((one) => [one.id, tally(one.flags.values())])));
        }),
        { numRuns: name === 'memory' ? 200 : 15 },
      ));
  });
}

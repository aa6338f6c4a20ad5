import { type Comment, parseCursor, type Snap } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeComments } from './merging.ts';
import { createNewsroom, freshKey, type Newsroom } from './newsroom.ts';
import { storages } from './storages.ts';

/** Each add answers a root, the comment that many before it, or nobody; some come hidden. */
const histories = fc.array(fc.record({ back: fc.option(fc.nat(12), { nil: undefined }), hidden: fc.boolean() }), { minLength: 1, maxLength: 40 });

/** Writes a history through the front door, as an importer; answers the ids, in order. */
async function write(newsroom: Newsroom, history: ReadonlyArray<{ back: number | undefined; hidden: boolean }>, written: string[] = []): Promise<string[]> {
  const auth = await newsroom.hostToken('import');
  for (const { back, hidden } of history) {
    const key = freshKey();
    const parent = back === undefined ? null : (written.at(-1 - back) ?? null);
    const data = { parent, text: `Lời ${key}`, name: 'Mai', ...(hidden ? { state: 'hidden' } : {}) };
    const [answer] = (await newsroom.core.post([{ t: 'put', id: 1, topic: 'thread:a', key, op: 'add', data }], auth, { address: '1' })) as Array<{ t: string }>;
    if (answer?.t === 'ok') written.push(key);
  }
  return written;
}

async function read(newsroom: Newsroom, query: Record<string, string> = {}): Promise<Snap> {
  const snap = await newsroom.core.read('thread:a', query, { address: '1' });
  if (snap.t === 'err') throw new Error(snap.msg);
  return snap;
}

/** Every comment by walking `more` of the roots, then of each one's replies; with how often each was met. */
async function walk(
  newsroom: Newsroom,
  sort: string,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<{ at: number; met: Map<string, Comment[]> }> {
  const met = new Map<string, Comment[]>();
  const list = async (query: Record<string, string>): Promise<Snap> => {
    const first = await read(newsroom, query);
    let page = first;
    const held: Comment[] = [];
    for (;;) {
      held.push(...(page.items as Comment[]).filter((item) => item.parent === (query['parent'] ?? null)));
      if (page.more === undefined) break;
      await meanwhile();
      page = await read(newsroom, { ...query, page: page.more });
    }
    for (const item of held) met.set(item.id, [...(met.get(item.id) ?? []), item]);
    for (const item of held) await list({ parent: item.id });
    return first;
  };
  const first = await list({ sort });
  return { at: parseCursor(first.at).seq, met };
}

async function stateOf(newsroom: Newsroom): Promise<{ at: string; state: Map<string, Comment> }> {
  const { at } = await read(newsroom);
  const { met } = await walk(newsroom, 'old');
  return { at, state: new Map([...met].map(([id, [item]]) => [id, item as Comment])) };
}

for (const [name, create] of Object.entries(storages)) {
  const runs = { numRuns: name === 'memory' ? 60 : 12 };
  const inNewsroom = async (settings: object, work: (newsroom: Newsroom) => Promise<void>) => work(createNewsroom(settings, { storage: create() }));

  describe(`any history, over the ${name} storage`, () => {
    it('[SN5] [MD8] a delta applied to the state at its cursor is the state at its head, however often', () =>
      fc.assert(
        fc.asyncProperty(histories, histories, (before, after) =>
          inNewsroom({ items: 1_000 }, async (newsroom) => {
            const written = await write(newsroom, before);
            const earlier = await stateOf(newsroom);
            await write(newsroom, after, written);
            const delta = await read(newsroom, { since: earlier.at });
            expect(delta.mode).toBe('delta');
            const later = await stateOf(newsroom);
            const merged = mergeComments(earlier.state, delta.items);
            expect(merged).toEqual(later.state);
            expect(mergeComments(merged, [...delta.items].reverse())).toEqual(later.state);
          }),
        ),
        runs,
      ));

    it('[SN1] [SN2] [SN3] walking more meets everything there was, once, whatever is written meanwhile', () =>
      fc.assert(
        fc.asyncProperty(histories, fc.constantFrom('new', 'old'), (history, sort) =>
          inNewsroom({ roots: 3, repliesAlong: 1 }, async (newsroom) => {
            const written = await write(newsroom, history);
            const { at, met } = await walk(newsroom, sort, () =>
              write(
                newsroom,
                [
                  { back: undefined, hidden: false },
                  { back: 0, hidden: false },
                ],
                [...written],
              ),
            );
            expect(at).toBe(written.length);
            expect(written.filter((id) => !met.has(id))).toEqual([]);
            expect([...met].filter(([, items]) => items.length !== 1)).toEqual([]);
          }),
        ),
        runs,
      ));

    it('[SN4] totals and replies equal a recount', () =>
      fc.assert(
        fc.asyncProperty(histories, (history) =>
          inNewsroom({}, async (newsroom) => {
            await write(newsroom, history);
            const { total } = await read(newsroom);
            const all = [...(await stateOf(newsroom)).state.values()];
            expect(total).toBe(all.filter((item) => item.state === 'shown').length);
            for (const item of all) expect(item.counts.replies).toBe(all.filter((one) => one.parent === item.id && one.state === 'shown').length);
            for (const item of all) expect('text' in item).toBe(item.state === 'shown');
            await newsroom.core.project();
            const [tally] = await newsroom.ports.storage.view((reader) => reader.counts('tally:home', ['a']));
            expect(tally?.count ?? 0).toBe(total);
          }),
        ),
        runs,
      ));

    it('[SN1] a full brings roots in order, each with its first 3 replies, and more only where more is', () =>
      inNewsroom({}, async (newsroom) => {
        const [root = ''] = await write(newsroom, [{ back: undefined, hidden: false }]);
        const replies = await Promise.all([1, 2, 3, 4, 5].map(() => write(newsroom, [{ back: 0, hidden: false }], [root]).then((ids) => ids[1])));
        const roots = [
          root,
          ...(await write(
            newsroom,
            Array.from({ length: 19 }, () => ({ back: undefined, hidden: false })),
          )),
        ];
        const full = await read(newsroom);
        expect(full).toMatchObject({ mode: 'full', sort: 'new', total: 25 });
        expect(full.items.filter((item) => (item as Comment).parent === null).map((item) => item.id)).toEqual([...roots].reverse());
        expect(full.items.filter((item) => (item as Comment).parent === root).map((item) => item.id)).toEqual(replies.slice(0, 3));
        expect(full).not.toHaveProperty('more');
        const [latest] = await write(newsroom, [{ back: undefined, hidden: false }]);
        const [newest, oldest, top, fifty] = await Promise.all([
          read(newsroom),
          read(newsroom, { sort: 'old' }),
          read(newsroom, { sort: 'top' }),
          read(newsroom, { limit: '50' }),
        ]);
        expect([newest.items[0]?.id, oldest.items[0]?.id, oldest.sort, top.sort]).toEqual([latest, root, 'old', 'top']);
        expect([newest.more, oldest.more, fifty.more].map((more) => more !== undefined)).toEqual([true, true, false]);
        const page = await read(newsroom, { parent: root });
        expect(page).toMatchObject({ mode: 'page' });
        expect(page.items.map((item) => item.id)).toEqual(replies);
      }));

    it('[SN6] a snapshot is the same for every reader', () =>
      inNewsroom({}, async (newsroom) => {
        await write(newsroom, [{ back: undefined, hidden: false }]);
        const [lan, mai] = [await newsroom.guest('Lan'), await newsroom.guest('Mai')];
        const frame = { t: 'sub', id: 9, topic: 'thread:a' };
        expect(await lan.say(frame)).toEqual(await mai.say(frame));
      }));
  });
}

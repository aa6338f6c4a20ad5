import { createMemoryWire, type ThreadEntry, type ThreadReading } from '@bandoc/client';
import type { Snap } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstLook } from '../../packages/client/src/first-look.ts';
import { stillThread } from '../../packages/client/src/still-thread.ts';
import { windowOf } from '../../packages/client/src/thread-window.ts';
import { createNewsroom } from './newsroom.ts';

const OFTEN = { burst: 1_000, every: 1 };

/** All that a reader sees of a thread. */
function seen(reading: ThreadReading): unknown {
  const branch = (entry: ThreadEntry): unknown => ({ ...entry, missing: reading.moreRepliesOf(entry.id), replies: reading.repliesOf(entry.id).map(branch) });
  const { status, sort, total, more, loadingMore, roots } = reading;
  return { status, sort, total, more, loadingMore, roots: roots.map(branch) };
}

describe('a thread read without a client', () => {
  it('shows what a living view of the same snapshot shows, whatever was written to whom, in both orders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 45 }), fc.constantFrom('new' as const, 'old' as const), async (answered, sort) => {
        const { time, core, reader } = createNewsroom({}, { rates: { add: OFTEN, 'guest-add': OFTEN } });
        const writer = reader().thread('cho-dem');
        await time.pass(1_000);
        const keys: (string | null)[] = [null];
        for (const which of answered) {
          // The first of all is nobody's reply, and neither are many others.
          keys.push(writer.add({ text: `lời ${keys.length}`, parent: keys[which % keys.length] ?? null, name: 'Lan' }));
          await time.pass(1_000);
        }
        const snap = (await createMemoryWire(core).get('thread:cho-dem', windowOf(sort))) as Snap;
        const living = reader().thread('cho-dem', { sort });
        while (living.status === 'loading') await time.pass(10);
        expect(snap.total).toBe(answered.length);
        const still = stillThread(snap, sort, time);
        expect(seen(still)).toEqual(seen(living));
      }),
      { numRuns: 40 },
    );
  });

  it('tells the server’s time, as the snapshot told it', () => {
    let here = 5_000;
    const snap: Snap = { t: 'snap', topic: 'thread:a', at: 'e:0', mode: 'full', items: [], follow: 'off', now: 8_000 };
    const reading = stillThread(snap, 'new', { now: () => here });
    here += 70;
    expect(reading.now()).toBe(8_070);
  });
});

describe('a first look at whatever a server sends', () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, 0, -1, 1e300, 8.64e15 + 1, '', 'shown', null));
  const wrong = fc.record(
    { id: value, parent: value, author: value, text: value, time: value, edited: value, state: value, c: value, counts: value },
    { requiredKeys: [] },
  );
  const good = { id: 'a', v: 1, c: 1, parent: null, author: { id: 'u', name: 'Lan' }, text: 'Chào', time: 5, state: 'shown', counts: { v: 1, replies: 0 } };

  it('shows what can be shown, tells of the rest, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            value,
            wrong,
            wrong.map((one) => ({ ...good, ...one })),
          ),
        ),
        (items) => {
          const left: unknown[] = [];
          const body = JSON.parse(JSON.stringify({ t: 'snap', topic: 'thread:a', at: 'e:1', mode: 'full', follow: 'off', items: [...items, good] })) as unknown;
          const snap = firstLook(body, 'thread:a', (what) => void left.push(what));
          const thread = snap && stillThread(snap, 'new', { now: () => 0 });
          expect(thread?.roots.some(({ text }) => text === 'Chào')).toBe(true);
          for (const { author, time, text, id, edited = 0 } of thread?.roots ?? []) {
            expect([typeof author.name, typeof text, new Date(time).toISOString().length > 0, new Date(edited).toISOString().length > 0]).toEqual([
              'string',
              'string',
              true,
              true,
            ]);
            thread?.repliesOf(id);
            thread?.moreRepliesOf(id);
          }
          expect((snap?.items.length ?? 0) + left.length).toBe(items.length + 1);
        },
      ),
    );
  });

  it('shows a name by its letters alone: none that cannot be seen, none that turns the line round, in NFC', () => {
    const named = { ...good, author: { id: 'u', name: '\u202eNguye\u0302\u0303n\u200b\u0000 Lan\u2066' } };
    const snap = firstLook({ t: 'snap', topic: 'thread:a', at: 'e:1', mode: 'full', follow: 'off', items: [named] }, 'thread:a', () => {});
    expect(snap && stillThread(snap, 'new', { now: () => 0 }).roots[0]?.author.name).toBe('Nguyễn Lan');
  });

  it('is none of what is no answer to the question', () => {
    for (const body of [
      undefined,
      null,
      3,
      'x',
      [],
      {},
      { t: 'err', code: 'busy' },
      { t: 'snap', topic: 'thread:b', items: [] },
      { t: 'snap', topic: 'thread:a' },
    ])
      expect(firstLook(body, 'thread:a', () => {})).toBeUndefined();
  });
});

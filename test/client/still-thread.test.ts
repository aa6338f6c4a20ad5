import { createMemoryWire, type ThreadEntry, type ThreadReading } from '@bandoc/client';
import type { Snap } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

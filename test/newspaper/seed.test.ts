import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Comment, Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { readComments, readStories, type SeedComment } from '../../examples/newspaper/src/content.ts';
import { FIRST_MOMENT } from '../../examples/newspaper/src/moving-clock.ts';
import { seedComments } from '../../examples/newspaper/src/seed.ts';
import { openStoryDesk } from '../../examples/newspaper/src/story-desk.ts';
import { freshFolder, startPaper } from './stand.ts';

async function ask(origin: string, topic: string): Promise<Omit<Snap, 'now'>> {
  const { now, ...snap } = (await (await fetch(`${origin}/bandoc/v1/t/${topic}`)).json()) as Snap;
  expect(now).toBeGreaterThanOrEqual(FIRST_MOMENT);
  return snap;
}

const count = (list: readonly SeedComment[]): number => list.reduce((sum, { replies = [] }) => sum + 1 + count(replies), 0);

describe('the seed', () => {
  it('[PT8] puts every comment in, with its own name and time, and each reply below what it answers', async () => {
    const { origin } = await startPaper();
    const stories = readStories();
    for (const [slug, list] of readComments()) {
      const snap = await ask(origin, `thread:${slug}?sort=old&limit=50`);
      expect(snap.total, slug).toBe(count(list));
      const items = snap.items as Comment[];
      const at = stories.find((story) => story.slug === slug)?.at ?? 0;
      for (const { name, minutes, text, replies = [] } of list) {
        const stored = items.find((item) => item.text === text);
        expect(stored, text).toMatchObject({ parent: null, author: { name }, time: at + minutes * 60_000, counts: { replies: replies.length } });
        for (const reply of replies.slice(0, 3)) expect(items.find((item) => item.text === reply.text)?.parent, reply.text).toBe(stored?.id);
      }
    }
    const tally = await ask(origin, 'tally:home');
    expect(tally.items.map((item) => (item as { count: number }).count).reduce((a, b) => a + b, 0)).toBe(
      [...readComments().values()].reduce((sum, list) => sum + count(list), 0),
    );
  });

  it('is sown once: a restart, and even another sowing, change nothing', async () => {
    const data = freshFolder();
    const first = await startPaper({ data });
    const thread = 'thread:dong-da-chin-muoi-nam-dan-van';
    const before = await ask(first.origin, thread);
    await first.close();
    const second = await startPaper({ data });
    expect(await ask(second.origin, thread)).toEqual(before);
    await second.close();
    rmSync(join(data, 'seeded'));
    const third = await startPaper({ data });
    expect(await ask(third.origin, thread)).toEqual(before);
  });

  it('stops with what the server said where it refuses', async () => {
    const post = async () => [{ t: 'err', id: 0, code: 'denied' } as const];
    await expect(seedComments(post, openStoryDesk(freshFolder()))).rejects.toThrow(/refused.*denied/);
  });
});

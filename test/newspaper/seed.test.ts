import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Comment, Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { readComments, readStories, type SeedComment } from '../../examples/newspaper/src/content.ts';
import { FIRST_MOMENT } from '../../examples/newspaper/src/moving-clock.ts';
import { placeComments, seedComments, withoutActs } from '../../examples/newspaper/src/seed.ts';
import { openStoryDesk } from '../../examples/newspaper/src/story-desk.ts';
import { freshFolder, startPaper } from './stand.ts';

async function ask(origin: string, topic: string): Promise<Omit<Snap, 'now'>> {
  const { now, ...snap } = (await (await fetch(`${origin}/bandoc/v1/t/${topic}`)).json()) as Snap;
  expect(now).toBeGreaterThanOrEqual(FIRST_MOMENT);
  return snap;
}

const count = (list: readonly SeedComment[]): number => list.reduce((sum, { gone, replies = [] }) => sum + (gone ? 0 : 1) + count(replies), 0);

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
        expect(stored, text).toMatchObject({
          parent: null,
          author: { name },
          time: at + minutes * 60_000,
          counts: { replies: replies.filter(({ gone }) => !gone).length },
        });
        for (const reply of replies.slice(0, 3).filter(({ gone }) => !gone))
          expect(items.find((item) => item.text === reply.text)?.parent, reply.text).toBe(stored?.id);
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

  it('has what a newsroom does with comments: badges, pinned, picked, edited, deleted, waiting, rejected, locked, six reactions', async () => {
    const { origin } = await startPaper();
    const { items } = await ask(origin, 'thread:lop-ca-tru-toi-thu-nam-ben-song-to?sort=old&limit=50');
    const found = (words: string) => (items as Comment[]).find(({ text }) => text?.startsWith(words));
    expect(found('Tôi là người viết bài này')).toMatchObject({ pinned: true, author: { name: 'Nguyễn Thục Oanh', badges: ['author'] } });
    expect(found('Chào bạn Tuệ Mẫn')).toMatchObject({ author: { name: 'Tòa soạn', badges: ['staff'] } });
    expect(found('Nhà tôi sát tường đình')).toMatchObject({ picked: true });
    expect(found('Bài viết vừa phải')?.edited).toBeGreaterThanOrEqual(FIRST_MOMENT);
    expect((items as Comment[]).filter(({ state }) => state === 'gone')).toMatchObject([{ counts: { replies: 1 } }]);
    expect(items).toContainEqual(expect.objectContaining({ id: '_thread', reactions: ['like', 'love', 'haha', 'sad', 'wow', 'angry'] }));
    const locked = await ask(origin, 'thread:chuyen-xe-nghia-tinh-roi-ha-noi-trong-dem');
    expect(locked.items).toContainEqual(expect.objectContaining({ id: '_thread', locked: true }));
  });

  it('leaves out what is deleted, and has last words, where there is nobody to edit and delete', () => {
    const placed = placeComments(openStoryDesk(freshFolder()));
    const plain = withoutActs(placed);
    const textsOf = (of: typeof placed) => of.map(({ comment: { text, before = text } }) => before);
    expect(placed.length - plain.length).toBe(2);
    expect(textsOf(placed)).toContain('Bài viết vừa phải, không tô vẽ, đọc mà muốn đi học đàn.');
    expect(textsOf(plain)).toContain('Bài viết vừa phải, không tô vẽ, đọc xong muốn đi nghe ngay.');
  });

  it('stops with what the server said where it refuses', async () => {
    const post = async () => [{ t: 'err', id: 0, code: 'denied' } as const];
    await expect(seedComments(post, placeComments(openStoryDesk(freshFolder())))).rejects.toThrow(/refused.*denied/);
  });
});

import { createHash } from 'node:crypto';
import { readComments, readWaiting, type SeedComment } from './content.ts';
import type { Person } from './person-token.ts';
import type { Post } from './post-frames.ts';
import type { StoryDesk } from './story-desk.ts';

interface Put {
  readonly t: 'put';
  readonly id: number;
  readonly topic: string;
  readonly key: string;
  readonly op: 'add';
  readonly data: { readonly parent: string | null; readonly text: string; readonly name?: string; readonly time?: number };
}

const BATCH = 20;

/**
 * Puts the demo's first comments in over the public protocol, oldest first, and answers how many there are; `post` has the right `import`. Keys are made of place and words, so that
 * a seeding that was cut off goes on where it stopped, and a second one changes nothing (rule PT2).
 */
export async function seedComments(post: Post, desk: StoryDesk): Promise<number> {
  const puts = [...readComments()].flatMap(([slug, comments]) => {
    const story = desk.find(slug);
    if (!story) throw new Error(`There are comments for "${slug}", and no such article.`);
    return putsOf(comments, slug, story.at, null);
  });
  puts.sort((a, b) => (a.data.time ?? 0) - (b.data.time ?? 0));
  for (let i = 0; i < puts.length; i += BATCH) {
    await take(
      post,
      puts.slice(i, i + BATCH).map((put, j) => ({ ...put, id: i + j })),
    );
  }
  return puts.length;
}

/** Has some readers write what waits for a moderator, each under a name of her own; `speakAs` answers her way to the server. */
export async function seedWaiting(speakAs: (person: Person) => Promise<Post>): Promise<number> {
  const waiting = readWaiting();
  for (const { thread, id, name, text } of waiting) {
    const data = { parent: null, text };
    await take(await speakAs({ id, name }), [{ t: 'put', id: 1, topic: `thread:${thread}`, key: keyOf([thread, id, text]), op: 'add', data }]);
  }
  return waiting.length;
}

async function take(post: Post, puts: readonly Put[]): Promise<void> {
  const refused = (await post(puts)).find(({ t }) => t !== 'ok');
  if (refused) throw new Error(`A comment of the seed was refused: ${JSON.stringify(refused)}`);
}

function keyOf(place: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(place)).digest('base64url').slice(0, 22);
}

function putsOf(comments: readonly SeedComment[], slug: string, published: number, parent: string | null): Put[] {
  return comments.flatMap(({ name, minutes, text, replies = [] }) => {
    const key = keyOf([slug, parent, name, text]);
    const time = published + minutes * 60_000;
    return [{ t: 'put', id: 0, topic: `thread:${slug}`, key, op: 'add', data: { parent, text, name, time } }, ...putsOf(replies, slug, published, key)];
  });
}

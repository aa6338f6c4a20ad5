import { createHash } from 'node:crypto';
import type { ServerFrame } from '@bandoc/protocol';
import { readComments, type SeedComment } from './content.ts';
import type { StoryDesk } from './story-desk.ts';

/** Answers frames as `POST {base}/v1/frames` does, for a token that has the right `import`. */
export type Post = (frames: readonly unknown[]) => Promise<readonly ServerFrame[]>;

interface Put {
  readonly t: 'put';
  readonly id: number;
  readonly topic: string;
  readonly key: string;
  readonly op: 'add';
  readonly data: { readonly parent: string | null; readonly text: string; readonly name: string; readonly time: number };
}

const BATCH = 20;

/**
 * Puts the demo's first comments in over the public protocol, oldest first, and answers how many there are. Keys are made of place and words, so that
 * a seeding that was cut off goes on where it stopped, and a second one changes nothing (rule PT2).
 */
export async function seedComments(post: Post, desk: StoryDesk): Promise<number> {
  const puts = [...readComments()].flatMap(([slug, comments]) => {
    const story = desk.find(slug);
    if (!story) throw new Error(`There are comments for "${slug}", and no such article.`);
    return putsOf(comments, slug, story.at, null);
  });
  puts.sort((a, b) => a.data.time - b.data.time);
  for (let i = 0; i < puts.length; i += BATCH) {
    const answers = await post(puts.slice(i, i + BATCH).map((put, j) => ({ ...put, id: i + j })));
    const refused = answers.find(({ t }) => t !== 'ok');
    if (refused) throw new Error(`A comment of the seed was refused: ${JSON.stringify(refused)}`);
  }
  return puts.length;
}

function putsOf(comments: readonly SeedComment[], slug: string, published: number, parent: string | null): Put[] {
  return comments.flatMap(({ name, minutes, text, replies = [] }) => {
    const key = createHash('sha256')
      .update(JSON.stringify([slug, parent, name, text]))
      .digest('base64url')
      .slice(0, 22);
    const time = published + minutes * 60_000;
    return [{ t: 'put', id: 0, topic: `thread:${slug}`, key, op: 'add', data: { parent, text, name, time } }, ...putsOf(replies, slug, published, key)];
  });
}

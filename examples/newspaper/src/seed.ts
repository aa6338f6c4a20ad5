import { createHash } from 'node:crypto';
import type { ServerFrame } from '@bandoc/protocol';
import { readComments, readWaiting, type SeedComment } from './content.ts';
import { type Person, SITE } from './person-token.ts';
import type { Post } from './post-frames.ts';
import type { StoryDesk } from './story-desk.ts';

interface Put {
  readonly t: 'put';
  readonly topic: string;
  readonly key: string;
  readonly op: 'add';
  readonly data: { readonly parent: string | null; readonly text: string; readonly name?: string; readonly time?: number };
}

/** A comment of the seed with where it goes: its thread, and its id, which is the key that it is put in under. */
export interface PlacedComment {
  readonly slug: string;
  readonly id: string;
  readonly parent: string | null;
  /** ms. */
  readonly time: number;
  readonly comment: SeedComment;
  /** Who of the paper's wrote it. */
  readonly by: Person | undefined;
}

/** Frames that a server takes at once. */
const BATCH = 20;

/**
 * Every comment of the seed, oldest first. Ids are made of place and words, so that a seeding that was cut off goes on where it stopped, and a second
 * one changes nothing (rule PT2).
 */
export function placeComments(desk: StoryDesk): PlacedComment[] {
  const placed = [...readComments()].flatMap(([slug, comments]) => {
    const story = desk.find(slug);
    if (!story) throw new Error(`There are comments for "${slug}", and no such article.`);
    return place(comments, slug, story, null);
  });
  return placed.sort((a, b) => a.time - b.time);
}

/** What of it can be put in where there is no desk to edit and delete at: last words, and nothing that is deleted. */
export function withoutActs(placed: readonly PlacedComment[]): PlacedComment[] {
  const left = new Set<string>();
  return placed.flatMap((one) => {
    const { comment } = one;
    if (!comment.gone && !left.has(one.parent ?? '')) return { ...one, comment: { ...comment, before: comment.text } };
    left.add(one.id);
    return [];
  });
}

/**
 * Puts comments in over the public protocol, in this order; `post` has the right `import`. Those of the paper's own people are theirs, with their
 * badges, where `authOf` gives their tokens, and without one the importer's.
 */
export async function seedComments(post: Post, placed: readonly PlacedComment[], authOf?: (person: Person | undefined) => Promise<string>): Promise<number> {
  let frames: object[] = [];
  let speaker: Person | undefined;
  const send = async () => {
    await take(
      post,
      frames.map((frame, id) => ({ ...frame, id })),
    );
    frames = [];
    // Each request begins as the importer's.
    speaker = undefined;
  };
  for (const one of placed) {
    if (frames.length + 2 > BATCH) await send();
    const by = authOf && one.by;
    if (authOf && by?.id !== speaker?.id) frames.push({ t: 'hello', v: [1], site: SITE, auth: await authOf(by) });
    speaker = by;
    frames.push(putOf(one, by));
  }
  await send();
  return placed.length;
}

/** Has some readers write what a moderator has to look at, each under a name of her own; `speakAs` answers her way to the server. */
export async function seedWaiting(speakAs: (person: Person) => Promise<Post>): Promise<number> {
  const waiting = readWaiting();
  for (const { thread, id, name, text } of waiting) {
    const data = { parent: null, text };
    await take(await speakAs({ id, name }), [{ t: 'put', id: 1, topic: `thread:${thread}`, key: idOf([thread, id, text]), op: 'add', data }]);
  }
  return waiting.length;
}

/** The id of something of the seed, made of what it is. */
export function idOf(what: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22);
}

async function take(post: Post, frames: readonly object[]): Promise<void> {
  const refused = (await post(frames)).find(({ t }: ServerFrame) => t !== 'ok' && t !== 'welcome');
  if (refused) throw new Error(`A comment of the seed was refused: ${JSON.stringify(refused)}`);
}

function putOf({ slug, id, parent, time, comment }: PlacedComment, by: Person | undefined): Put {
  const { name, text, before = text } = comment;
  return { t: 'put', topic: `thread:${slug}`, key: id, op: 'add', data: { parent, text: before, time, ...(by ? {} : { name }) } };
}

function place(comments: readonly SeedComment[], slug: string, story: { readonly at: number; readonly by?: string }, parent: string | null): PlacedComment[] {
  return comments.flatMap((comment) => {
    const { name, minutes, text, before = text, replies = [] } = comment;
    const id = idOf([slug, parent, name, before]);
    const by = personOf(name, story.by);
    return [{ slug, id, parent, time: story.at + minutes * 60_000, comment, by }, ...place(replies, slug, story, id)];
  });
}

/** Who of the paper's people a name is: its newsroom, or who wrote the article. */
function personOf(name: string, author: string | undefined): Person | undefined {
  if (name === 'Tòa soạn') return { id: 'toa-soan', name, roles: ['staff'], rights: ['import'] };
  return name === author ? { id: idOf([name]), name, badges: ['author'], rights: ['import'] } : undefined;
}

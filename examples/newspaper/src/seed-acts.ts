import { readLocked, readWaiting } from './content.ts';
import { openDesk } from './desk.ts';
import { SITE } from './person-token.ts';
import type { Post } from './post-frames.ts';
import { idOf, type PlacedComment } from './seed.ts';

/** Does what the newsroom has done before the demo begins: edits, deletes, pins, picks, rejects and locks, as a moderator; `post` is hers. */
export async function seedActs(post: Post, placed: readonly PlacedComment[]): Promise<void> {
  const desk = openDesk(post, SITE);
  for (const { slug, id, comment } of placed) {
    const { before, text, gone, pinned, picked } = comment;
    if (before !== undefined) await change(post, { topic: `thread:${slug}`, op: 'edit', target: id, data: { text } });
    if (gone) await change(post, { topic: `thread:${slug}`, op: 'del', target: id, data: {} });
    if (pinned) await desk.decide('pin', id);
    if (picked) await desk.decide('pick', id);
  }
  const waits = new Set((await desk.list()).map(({ id }) => id));
  for (const { thread, id, text, rejected } of readWaiting()) {
    const comment = idOf([thread, id, text]);
    if (rejected !== undefined && waits.has(comment)) await desk.decide('reject', comment, { reason: rejected });
  }
  for (const thread of readLocked()) await desk.decide('lock', thread);
}

interface Change {
  readonly topic: string;
  readonly op: 'edit' | 'del';
  readonly target: string;
  readonly data: { readonly text?: string };
}

/** Changes a comment as it is now; one that is so already stays as it is. */
async function change(post: Post, { data, ...what }: Change): Promise<void> {
  const put = (version: number) => post([{ t: 'put', id: 1, key: idOf([what, data, version]), ...what, if: version, data }]);
  let [answer] = await put(0);
  const current = answer?.t === 'err' && answer.code === 'conflict' ? (answer.data?.['item'] as { readonly v: number; readonly text?: string }) : undefined;
  if (current?.text !== undefined && current.text === data.text) return;
  if (current) [answer] = await put(current.v);
  const isGone = what.op === 'del' && answer?.t === 'err' && answer.code === 'not-found';
  if (answer?.t !== 'ok' && !isGone) throw new Error(`An act of the seed was refused: ${JSON.stringify(answer)}`);
}

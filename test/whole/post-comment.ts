import { randomBytes } from 'node:crypto';
import type { ServerFrame } from '@bandoc/protocol';
import type { Paper } from './paper.ts';

/** Comments as a guest from outside the browser, by POST; resolves when the server has said ok, with the comment's id. */
export async function postComment(paper: Paper, thread: string, text: string, parent: string | null = null, name = 'Bạn đọc khác'): Promise<string> {
  const key = randomBytes(16).toString('base64url');
  const response = await fetch(`${paper.origin}/bandoc/v1/frames`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      { t: 'hello', id: 1, v: [1], site: 'demo', guest: { name } },
      { t: 'put', id: 2, topic: `thread:${thread}`, key, op: 'add', data: { parent, text } },
    ]),
  });
  const frames = (await response.json()) as ServerFrame[];
  if (!frames.some((frame) => frame.t === 'ok')) throw new Error(`Not taken: ${JSON.stringify(frames)}`);
  return key;
}

import type { ServerFrame } from '@bandoc/protocol';

/** Puts frames and answers what each was answered. */
export type Post = (frames: readonly unknown[]) => Promise<readonly ServerFrame[]>;

/** A way to `{base}/v1/frames` under a token; what refuses all frames is one answer. */
export function createPost(base: string, token: string): Post {
  return async (frames) => {
    const reply = await fetch(`${base}/v1/frames`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(frames),
    });
    const answer = (await reply.json()) as ServerFrame | ServerFrame[];
    return Array.isArray(answer) ? answer : [answer];
  };
}

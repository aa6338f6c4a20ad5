import { randomBytes } from 'node:crypto';
import type { Comment, ErrorCode, ModData, ModItem, ServerFrame } from '@bandoc/protocol';
import type { Post } from './post-frames.ts';

type Act = ModData['act'];

/** A moderator's way to the desk, over the public protocol. */
export interface Desk {
  /** What waits, the longest first. */
  list(): Promise<readonly ModItem[]>;
  /**
   * Decides of a comment (`id`, or `id@v` for that version alone) or of a thread; answers the comment as it is now. Throws in words what the
   * server refused.
   */
  decide(act: Act, target: string, data?: Omit<ModData, 'act'>): Promise<Comment | undefined>;
}

export function openDesk(post: Post, site: string): Desk {
  const topic = `mod:${site}`;
  const ask = async (frame: object): Promise<ServerFrame> => {
    const [answer] = await post([{ id: 1, topic, ...frame }]);
    if (!answer) throw new Error('The server did not answer.');
    return answer;
  };

  const list = async (page?: string): Promise<ModItem[]> => {
    const snap = await ask({ t: 'sub', follow: 'off', ...(page === undefined ? {} : { page }) });
    if (snap.t !== 'snap') throw refused(snap);
    const items = snap.items as ModItem[];
    return snap.more === undefined ? items : [...items, ...(await list(snap.more))];
  };

  const put = (act: Act, target: string, version: number, data: object) =>
    ask({ t: 'put', key: randomBytes(16).toString('base64url'), op: 'mod', target, if: version, data: { act, ...data } });

  return {
    list: () => list(),
    decide: async (act, place, data = {}) => {
      const [target = '', version] = place.split('@');
      let answer = await put(act, target, Number(version ?? 0), data);
      // Without a version the one that is there is meant; a refusal says which.
      const current = answer.t === 'err' && answer.code === 'conflict' ? (answer.data?.['item'] as { v: number } | undefined) : undefined;
      if (version === undefined && current) answer = await put(act, target, current.v, data);
      if (answer.t !== 'ok') throw refused(answer);
      return answer.item;
    },
  };
}

const WORDS: Partial<Record<ErrorCode, string>> = {
  'not-found': 'There is no such comment or thread.',
  conflict: 'It has changed since it was listed: list it again.',
};

function refused(frame: ServerFrame): Error {
  if (frame.t !== 'err') return new Error(`The server answered ${frame.t}.`);
  const fields = Object.entries(frame.data?.['fields'] ?? {}).map(([name, fault]) => ` (${name}: ${fault})`);
  return new Error(WORDS[frame.code as ErrorCode] ?? `The server refused it: ${frame.code}${fields.join('')}${frame.msg ? `, ${frame.msg}` : ''}.`);
}

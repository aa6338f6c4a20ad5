import { Refusal } from './refusal.ts';

/** Where a page ended: the order it was walked in, and the last item's place. Never c alone: two items may share it. */
export interface PagePlace {
  readonly sort: 'new' | 'old';
  readonly c: number;
  readonly id: string;
}

/** Writes a place as `more`. */
export function formatPageToken({ sort, c, id }: PagePlace): string {
  return `${sort}.${c}.${id}`;
}

/** Reads `page`; what was never a `more` of ours is a bad frame. */
export function parsePageToken(token: string): PagePlace {
  const [, sort, c, id] = /^(new|old)\.([0-9]{1,16})\.([A-Za-z0-9._~-]{1,64})$/.exec(token) ?? [];
  if (!sort || !c || !id) throw new Refusal('bad-frame', 'page: not a token of this server');
  return { sort: sort as PagePlace['sort'], c: Number(c), id };
}

import { Refusal } from './refusal.ts';

/** Where a page ended: the order of its list, and the place of the item at that end. Never c alone: two items may share it. */
export interface PagePlace {
  readonly sort: 'new' | 'old';
  /** It goes on against the order, from the page's first item. */
  readonly back?: boolean;
  readonly c: number;
  readonly id: string;
}

/** Writes a place as `more` or `back`. */
export function formatPageToken({ sort, back = false, c, id }: PagePlace): string {
  return `${back ? 'back.' : ''}${sort}.${c}.${id}`;
}

/** Reads `page`; what was never a `more` or `back` of ours is a bad frame. */
export function parsePageToken(token: string): PagePlace {
  const [, back, sort, c, id] = /^(back\.)?(new|old)\.([0-9]{1,16})\.([A-Za-z0-9._~-]{1,64})$/.exec(token) ?? [];
  if (!sort || !c || !id) throw new Refusal('bad-frame', 'page: not a token of this server');
  return { sort: sort as PagePlace['sort'], back: back !== undefined, c: Number(c), id };
}

import { type ThreadItem, threadItem } from './comment.ts';
import { type Counted, counted } from './counted.ts';
import { type MineItem, type ModItem, mineItem, modItem, type NamedAuthor, namedAuthor, type Wording, wording } from './private-items.ts';

/** What the items of a topic are, by its kind (rule MD1). */
export const items = {
  thread: threadItem,
  tally: counted,
  days: counted,
  count: counted,
  mine: mineItem,
  mod: modItem,
  past: wording,
  names: namedAuthor,
} as const;
export type TopicKind = keyof typeof items;

/** Anything that a snapshot or an event carries. */
export type Item = ThreadItem | Counted | MineItem | ModItem | Wording | NamedAuthor;

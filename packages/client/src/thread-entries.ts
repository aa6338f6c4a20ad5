import type { Comment, MineItem } from '@bandoc/protocol';
import type { ReaderAct, ThreadEntry } from './client.ts';
import { entryOf } from './comment-order.ts';
import type { Hub } from './hub.ts';
import type { MineContent } from './mine-content.ts';
import type { Outgoing } from './outgoing.ts';
import type { ThreadContent } from './thread-content.ts';

/** What a thread's entries are made of: what everybody sees, what is the reader's alone, and what she writes. */
export interface ThreadParts {
  readonly hub: Hub;
  readonly topic: string;
  readonly content: ThreadContent;
  readonly mine: MineContent | undefined;
}

/** The comments of one parent as the reader sees them: what is confirmed, with her acts done; then (before it, where the oldest is not first) her own that nobody else sees. */
export function entriesOf(parent: string | null, { hub, topic, content, mine }: ThreadParts): readonly ThreadEntry[] {
  // What could not be sent is whoever's wrote it on this device; what waits for a moderator is its author's alone.
  const outgoing = [...hub.outgoing.values()].filter(
    ({ kept, item }) => kept.topic === topic && ((kept.op === 'add' && item?.state !== 'pending') || hub.isHers(kept.user)),
  );
  const acts = outgoing.filter(({ kept }) => kept.op !== 'add');
  const acted = (entry: ThreadEntry, id: string) =>
    withActs(
      entry,
      acts.filter(({ kept }) => kept.target === id),
      content,
    );
  const isElsewhere = (id: string) => content.get(id) !== undefined;
  const confirmed = content.list(parent).map((one) => acted(withMine(entryHere(one, hub, content), mine?.get(one.id)), one.id));
  const waiting = outgoing
    .filter(({ kept }) => kept.op === 'add' && kept.parent === parent && !isElsewhere(kept.key))
    .map((one) => acted(withMine(entryOfOutgoing(one, hub), mine?.get(one.kept.key)), one.kept.key));
  const held = [...(mine?.all() ?? [])].flatMap(({ own, ...item }) =>
    own?.parent === parent && !isElsewhere(own.id) && !hub.outgoing.has(own.id) ? [acted(withMine({ ...entryOf(own), own: true }, item), own.id)] : [],
  );
  const alone = [...held.sort((a, b) => a.time - b.time), ...waiting];
  return parent === null && content.sort !== 'old' ? [...alone.reverse(), ...confirmed] : [...confirmed, ...alone];
}

/** A comment, with what this page knows of it besides. */
function entryHere(one: Comment, hub: Hub, content: ThreadContent): ThreadEntry {
  const isWrittenHere = hub.written.has(one.id);
  const own = hub.user ? one.author.id === hub.user.id : isWrittenHere;
  return { ...entryOf(one), arrived: !own && !isWrittenHere && content.arrived.has(one.id), own };
}

function entryOfOutgoing({ kept, step, item }: Outgoing, hub: Hub): ThreadEntry {
  const { key: id, parent, text, name, made, failure } = kept;
  const { author, time, state, rule } = item ?? { author: { id: kept.user ?? hub.user?.id ?? '', name }, time: made, state: 'shown' as const, rule: undefined };
  return {
    id,
    parent,
    author,
    text: item?.text ?? text,
    time,
    state,
    c: item?.c ?? 0,
    replies: item?.counts.replies ?? 0,
    reactions: {},
    arrived: false,
    own: true,
    ...(rule !== undefined && { rule }),
    ...(step !== 'done' && { sending: step }),
    ...(failure && { failure }),
  };
}

/** With what is told to this reader alone: her own words where others see none. */
function withMine(entry: ThreadEntry, item: Partial<MineItem> | undefined): ThreadEntry {
  if (!item) return entry;
  const { reaction, flag, answers, own } = item;
  const words = own && entry.state !== 'gone' && { text: own.text ?? '', state: own.state, ...reasonOf(own) };
  return { ...entry, ...words, ...(typeof reaction === 'string' && { reaction }), ...(flag !== undefined && { flag }), ...(answers && { answers }) };
}

function reasonOf({ reason, rule }: Comment): Pick<Comment, 'reason' | 'rule'> {
  return { ...(reason !== undefined && { reason }), ...(rule !== undefined && { rule }) };
}

/** As it will be once the reader's acts are stored: what waits is done again on top of whatever is confirmed, so that nothing ever has to be undone. */
function withActs(entry: ThreadEntry, outgoing: readonly Outgoing[], content: ThreadContent): ThreadEntry {
  const acts: ReaderAct[] = [];
  let now = entry;
  for (const { kept, step, item } of outgoing) {
    const { key, op, text, failure } = kept;
    if (step !== 'done' && op !== 'add') acts.push({ key, op, sending: step, text, ...(failure && { failure }) });
    // What is confirmed may be newer than the answer to an act.
    if (step !== 'refused' && !(item && item.v <= (content.get(item.id)?.v ?? -1))) now = withAct(now, kept);
  }
  return acts.length ? { ...now, acts } : now;
}

function withAct(entry: ThreadEntry, { op, text, kind, was, made }: Outgoing['kept']): ThreadEntry {
  if (op === 'edit') return { ...entry, text, edited: made };
  if (op === 'del') return { ...entry, text: '', state: 'gone' };
  if (op === 'flag') return typeof kind === 'string' ? { ...entry, flag: kind } : entry;
  if (op !== 'react') return entry;
  const { reaction: _, ...rest } = entry;
  const reactions = { ...entry.reactions };
  if (typeof was === 'string') reactions[was] = (reactions[was] ?? 0) - 1;
  if (typeof kind === 'string') reactions[kind] = (reactions[kind] ?? 0) + 1;
  for (const [one, count] of Object.entries(reactions)) if (count <= 0) delete reactions[one];
  return { ...rest, reactions, ...(typeof kind === 'string' && { reaction: kind }) };
}

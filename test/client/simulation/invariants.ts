import { type Comment, tallyTopic, threadTopic } from '@bandoc/protocol';
import type { CommentRow } from '@bandoc/server/core';
import type { Disk } from './disk.ts';
import type { Hand } from './hand.ts';
import { type Tab, THREAD } from './tab.ts';
import type { Witness } from './witness.ts';

/** Reactions that this server takes. */
const KINDS = ['like', 'sad'] as const;

/** I5: what is seen is on the disk; I6: who is verified at a cursor misses nothing up to it within what it holds; I8: a comment's place is what it is. */
export function checkHeld(tabs: readonly Tab[], disk: Disk): string[] {
  const faults: string[] = [];
  for (const tab of tabs) {
    for (const { cursor, verified, content } of tab.states()) {
      // It has not yet been told that the store is another one.
      if (cursor?.epoch !== disk.epoch) continue;
      for (const held of content.all()) {
        const row = disk.comments.get(held.id);
        if (!row || row.v < held.v) faults.push(`[I5] ${tab.name} holds ${held.id} at ${held.v}, which is not on the disk`);
        else if (row.c !== held.c || row.parent !== held.parent) faults.push(`[I8] ${tab.name} has ${held.id} in another place`);
        else if (verified && row.v <= cursor.seq && !hasWordsOf(held, row))
          faults.push(`[I6] ${tab.name} is at ${cursor.seq} and has other words of ${held.id}, of ${row.v}`);
        else if (verified && row.cv <= cursor.seq && !hasCountsOf(held, row))
          faults.push(`[I6] ${tab.name} is at ${cursor.seq} and counts ${countsOf(held)} of ${held.id}, which are ${countsOfRow(row)} since ${row.cv}`);
      }
      if (!verified) continue;
      // Of what is not shown, or was not until later, a client may know nothing: no count tells of it.
      for (const row of disk.comments.values()) {
        if (row.state === 'shown' && row.v <= cursor.seq && !content.get(row.id) && content.reaches(row))
          faults.push(`[I6] ${tab.name} is at ${cursor.seq} without ${row.id} of ${row.c}`);
      }
    }
  }
  return faults;
}

/** I1: what was acknowledged is there; I2: nothing is there twice; I3: nothing that was refused is. */
export function checkPromises(disk: Disk, witness: Witness, hands: readonly Hand[]): string[] {
  const faults: string[] = [];
  for (const key of witness.acknowledged) if (!disk.comments.has(key)) faults.push(`[I1] ${key} was acknowledged and is lost`);
  for (const [id, { epoch, seq }] of witness.changed)
    if (epoch === disk.epoch && (disk.comments.get(id)?.v ?? 0) < seq) faults.push(`[I1] a change of ${id} was acknowledged at ${seq} and is lost`);
  for (const { name, reactions } of hands)
    for (const [id, kind] of reactions)
      if (disk.votes.get(`${id} ${name}`)?.kind !== kind) faults.push(`[I1] ${name} reacted ${kind} to ${id}, which was acknowledged and is lost`);
  for (const key of witness.refused) if (disk.comments.has(key)) faults.push(`[I3] ${key} was refused for good and is stored`);
  const texts = new Set<string>();
  for (const { id, text } of disk.comments.values()) {
    if (text !== '' && texts.has(text)) faults.push(`[I2] "${text}" is stored twice, last as ${id}`);
    texts.add(text);
  }
  return faults;
}

/** I9: no two comments share a place; I10: what is counted is what is there. */
export function checkTruth({ comments, topics, votes }: Disk): string[] {
  const faults: string[] = [];
  const rows = [...comments.values()];
  const shown = rows.filter(({ state }) => state === 'shown');
  const replies = countEach(shown, ({ parent }) => parent);
  const given = countEach(
    [...votes.values()].filter(({ kind }) => kind !== null),
    ({ target, kind }) => `${target} ${kind}`,
  );
  const places = rows.filter(({ c }) => c > 0).map(({ c }) => c);
  if (new Set(places).size !== places.length) faults.push('[I9] two comments share a place');
  for (const row of rows) {
    const count = replies.get(row.id) ?? 0;
    if (row.replies !== count) faults.push(`[I10] ${row.id} counts ${row.replies} of ${count} replies`);
    for (const kind of KINDS)
      if ((row.reactions[kind] ?? 0) !== (given.get(`${row.id} ${kind}`) ?? 0))
        faults.push(`[I10] ${row.id} counts ${row.reactions[kind] ?? 0} of its ${kind}`);
  }
  const { total = 0 } = topics.get(threadTopic(THREAD)) ?? {};
  if (total !== shown.length) faults.push(`[I10] the thread counts ${total} of ${shown.length} comments`);
  return faults;
}

/**
 * I7: everybody holds what the server has, and shows it; nothing waits that could be sent. Looked at 35 s after quiet, which begins when nothing
 * goes wrong any more, no page takes a dead connection for a good one, all are connected and nothing is left to send: before that a backoff alone
 * may last 60 s.
 */
export function checkConverged(tab: Tab, { comments, epoch, topics }: Disk, witness: Witness): string[] {
  const faults: string[] = [];
  const { name, hub, view } = tab;
  const shown = [...comments.values()].filter(({ state }) => state === 'shown').length;
  if (view.status !== 'ready') faults.push(`[I7] ${name} is ${view.status}`);
  if (hub.connection !== 'up') faults.push(`[I7] ${name} is ${hub.connection}`);
  if (view.total !== shown) faults.push(`[I7] ${name} counts ${view.total} of ${shown}`);
  if (tab.count.count !== shown) faults.push(`[I10] ${name} has ${tab.count.count} of ${shown} beside the headline, where ${tallyTopic('home')} says so`);
  for (const { kept, step } of hub.outgoing.values()) {
    const isOver = step === 'done' || (step === 'refused' && witness.everRefused.has(kept.key));
    if (!isOver) faults.push(`[I7] ${name} still has ${kept.key}, ${step} ${kept.failure?.code ?? ''}`);
  }
  for (const { cursor, verified, content } of tab.states()) {
    const { head = 0 } = topics.get(threadTopic(THREAD)) ?? {};
    if (cursor?.seq !== head || cursor.epoch !== epoch || !verified)
      faults.push(`[I7] ${name} is at ${cursor?.epoch}:${cursor?.seq} of ${epoch}:${head}${verified ? '' : ', unverified'}`);
    for (const row of comments.values()) if (row.state === 'shown' && content.reaches(row) && !content.get(row.id)) faults.push(`[I7] ${name} lacks ${row.id}`);
    for (const held of content.all()) {
      const row = comments.get(held.id);
      if (!row || held.c !== row.c || held.parent !== row.parent || !hasWordsOf(held, row) || !hasCountsOf(held, row))
        faults.push(`[I7] ${name} holds another ${held.id}`);
    }
  }
  const seen = [...view.roots, ...view.roots.flatMap(({ id }) => view.repliesOf(id))];
  const texts = seen.filter(({ state, text }) => state === 'shown' && text !== '').map(({ text }) => text);
  if (new Set(texts).size !== texts.length) faults.push(`[I2] ${name} shows something twice`);
  for (const { id, sending, state, replies } of seen) {
    const row = comments.get(id);
    if (sending === undefined && state === 'shown' && row?.state === 'shown' && row.replies !== replies)
      faults.push(`[I10] ${name} shows ${id} with ${replies} of ${row.replies} replies`);
  }
  // That one waits for a moderator is told without a cursor: who did not know the epoch yet cannot learn that a backup lacks it.
  for (const { id, sending, state } of seen)
    if (sending === undefined && state !== 'pending' && !comments.has(id)) faults.push(`[I7] ${name} shows ${id} as sent, which the server has not`);
  return faults;
}

/** Whether a comment's words are those that everybody is to see. */
function hasWordsOf(held: Comment, row: CommentRow): boolean {
  const isShown = row.state === 'shown';
  return (
    held.state === (row.state === 'pending' ? 'hidden' : row.state) &&
    (held.text ?? '') === (isShown ? row.text : '') &&
    (held.pinned ?? false) === (isShown && (row.marks.pinned ?? false)) &&
    (held.picked ?? false) === (isShown && (row.marks.picked ?? false))
  );
}

function hasCountsOf({ counts: { replies, reactions = {} } }: Comment, row: CommentRow): boolean {
  return replies === row.replies && KINDS.every((kind) => (reactions[kind] ?? 0) === (row.reactions[kind] ?? 0));
}

function countsOf({ counts: { replies, reactions = {} } }: Comment): string {
  return `${replies} ${reactions['like'] ?? 0} ${reactions['sad'] ?? 0}`;
}

function countsOfRow({ replies, reactions }: CommentRow): string {
  return `${replies} ${reactions['like'] ?? 0} ${reactions['sad'] ?? 0}`;
}

function countEach<T>(all: readonly T[], of: (one: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) {
    const name = of(one);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

import type { ThreadEntry } from '@bandoc/client';
import type { CommentRow } from '@bandoc/server/core';
import type { Disk } from './disk.ts';
import { entriesOf } from './reader.ts';
import type { Tab } from './tab.ts';

/** I7, I10: a tab shows each comment as its reader is to see it, with her own reaction and nobody else's, and none of her acts stands in for what the server has. */
export function checkShown(tab: Tab, { comments, votes }: Disk): string[] {
  const { name, hub } = tab;
  const faults: string[] = [];
  const user = hub.user?.id ?? '';
  for (const { kept, step } of hub.outgoing.values())
    if (step === 'done' && kept.op !== 'add') faults.push(`[I7] ${name} still shows its ${kept.op} ${kept.key}`);
  for (const entry of entriesOf(tab)) {
    const row = comments.get(entry.id);
    // One that waits is its writer's, whoever she was then.
    if (!row || entry.sending !== undefined || (entry.state === 'pending' && row.actor !== user)) continue;
    // What was written in a tab may still be shown there to who wrote it: while nobody speaks, and as a guest whom the server knows by another id since.
    const isHers = entry.own && (user === '' || hub.guests.includes(row.actor));
    const readers = isHers ? [user, row.actor] : [user];
    const seen = lineOf(entry);
    const kept = readers.map((reader) => lineOfRow(row, reader, votes.get(`${row.id} ${user}`)?.kind ?? ''));
    if (!kept.includes(seen)) faults.push(`[I7] ${name} shows ${row.id} as ${seen}, and to ${user} it is ${kept.join(' or ')}`);
  }
  return faults;
}

function lineOf({ state, text, reactions: { like = 0, sad = 0 }, reaction = '' }: ThreadEntry): string {
  return `${state} "${text}", ${like} like, ${sad} sad, hers ${reaction}`;
}

function lineOfRow({ state, text, actor, reactions: { like = 0, sad = 0 } }: CommentRow, user: string, reaction: string): string {
  const isHers = actor === user && state !== 'gone';
  const seen = state === 'pending' && !isHers ? 'hidden' : state;
  return `${seen} "${state === 'shown' || isHers ? text : ''}", ${like} like, ${sad} sad, hers ${reaction}`;
}

import { threadTopic } from '@bandoc/protocol';
import type { CommentRow } from '@bandoc/server/core';
import type { Disk } from './crashing-storage.ts';
import { type Device, THREAD } from './device.ts';

/** The truth: every comment that is on the disk. */
export type Rows = ReadonlyMap<string, CommentRow>;

/** I6: who is verified at a cursor misses nothing up to it within what it holds; I8: a comment's place is what it is. */
export function checkHeld(device: Device, rows: Rows): string[] {
  const faults: string[] = [];
  const replies = placesOfReplies(rows);
  for (const { cursor, verified, content } of device.states()) {
    for (const held of content.all()) {
      const row = rows.get(held.id);
      if (!row) faults.push(`[I5] ${device.name} holds ${held.id}, which is not on the disk`);
      else if (row.c !== held.c || row.parent !== held.parent) faults.push(`[I8] ${device.name} has ${held.id} in another place`);
    }
    if (!cursor || !verified) continue;
    for (const row of rows.values()) {
      if (row.c <= cursor.seq && content.reaches(row) && !content.get(row.id))
        faults.push(`[I6] ${device.name} is at ${cursor.seq} without ${row.id} of ${row.c}`);
    }
    for (const held of content.all()) {
      const count = replies.get(held.id)?.filter((c) => c <= cursor.seq).length ?? 0;
      if (held.counts.replies < count)
        faults.push(`[I6] ${device.name} is at ${cursor.seq} and counts ${held.counts.replies} of ${count} replies to ${held.id}`);
    }
  }
  return faults;
}

/** After quiet. I1: what was acknowledged is there; I2: nothing is there twice; I7: everybody holds what the server has. */
export function checkQuiet(devices: readonly Device[], { rows, heads }: Disk, acknowledged: ReadonlySet<string>, written: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const key of acknowledged) if (!rows.has(key)) faults.push(`[I1] ${key} was acknowledged and is lost`);
  const texts = new Set<string>();
  for (const { id, text } of rows.values()) {
    if (texts.has(text)) faults.push(`[I2] "${text}" is stored twice, last as ${id}`);
    texts.add(text);
  }
  for (const text of written) if (!texts.has(text)) faults.push(`"${text}" was kept in an outbox and never arrived`);
  for (const device of devices) faults.push(...checkHeld(device, rows), ...checkConverged(device, rows, heads.get(threadTopic(THREAD)) ?? 0));
  return faults;
}

function checkConverged(device: Device, rows: Rows, head: number): string[] {
  const faults: string[] = [];
  const { name, hub, view } = device;
  if (view.status !== 'ready') faults.push(`[I7] ${name} is ${view.status}`);
  if (hub.connection !== 'up') faults.push(`[I7] ${name} is ${hub.connection}`);
  if (view.total !== rows.size) faults.push(`[I7] ${name} counts ${view.total} of ${rows.size}`);
  if (device.count.count !== rows.size) faults.push(`[I10] ${name} has ${device.count.count} of ${rows.size} beside the headline`);
  const waiting = [...hub.outgoing.values()].filter(({ step }) => step !== 'done');
  if (waiting.length) faults.push(`${name} still has ${waiting.map(({ kept, step }) => `${kept.key} ${step} ${kept.failure?.code ?? ''}`).join()}`);
  for (const { cursor, verified, content } of device.states()) {
    if (cursor?.seq !== head || !verified) faults.push(`[I7] ${name} is at ${cursor?.seq} of ${head}${verified ? '' : ', unverified'}`);
    for (const row of rows.values()) if (content.reaches(row) && !content.get(row.id)) faults.push(`[I7] ${name} lacks ${row.id}`);
    for (const held of content.all()) {
      const row = rows.get(held.id);
      const same = row && hash(held.c, held.parent, held.state, held.text, held.counts.replies) === hash(row.c, row.parent, row.state, row.text, row.replies);
      if (!same) faults.push(`[I7] ${name} holds another ${held.id}`);
    }
  }
  const shown = [...view.roots, ...view.roots.flatMap(({ id }) => view.repliesOf(id))].map(({ text }) => text);
  if (new Set(shown).size !== shown.length) faults.push(`[I2] ${name} shows something twice`);
  return faults;
}

function hash(...facts: readonly unknown[]): string {
  return JSON.stringify(facts);
}

function placesOfReplies(rows: Rows): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const { parent, c } of rows.values()) {
    if (parent === null) continue;
    const list = places.get(parent);
    if (list) list.push(c);
    else places.set(parent, [c]);
  }
  return places;
}

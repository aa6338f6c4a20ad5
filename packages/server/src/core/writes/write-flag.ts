import { check, type FlagData, flagData, normalizeText, type Put, parseTopic } from '@bandoc/protocol';
import { deskTopic, putDesk, readDesk } from '../desk.ts';
import { type Mine, mineTopic, putMine, readMine } from '../mine.ts';
import { raiseAll } from '../raise-all.ts';
import { Refusal } from '../refusal.ts';
import { checkShown, readTarget, takeVoteRate } from './changing.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Keeps a reader's one report of a comment, durably, and puts it on the newsroom's desk (rules FL1, FL2). */
export async function writeFlag(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage } = context;
  const { key, data } = put;
  const mine = mineTopic(parseTopic(put.topic).name, identity.id);
  const desk = deskTopic(settings);
  const done = (dup: boolean, topics: readonly string[] = []): Outcome => ({ ok: { t: 'ok', id: put.id, key, ...(dup ? { dup } : {}) }, topics });
  const isRepetition = ({ flagKey, flag }: Mine): boolean => {
    if (flagKey !== key) return false;
    if (flag !== data['reason']) throw new Refusal('key-reuse', 'key: taken by another report');
    return true;
  };

  const known = await storage.view(async (reader) => {
    const row = await readTarget(put, reader);
    const before = readMine(row && (await reader.item(mine, row.id)));
    if (!isRepetition(before)) checkShown(row);
    return { before, row };
  });
  if (isRepetition(known.before)) return done(true);
  if (known.row?.actor === identity.id) throw new Refusal('denied', 'flag: one’s own comment');
  await takeVoteRate(context);

  const fault = check(flagData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { reason, text = '' } = data as FlagData;

  return storage.transact(async (transaction) => {
    const row = await readTarget(put, transaction);
    const before = readMine(row && (await transaction.item(mine, row.id)));
    if (isRepetition(before)) return done(true);
    checkShown(row);
    const seqOf = await raiseAll([mine, desk], transaction);
    const change = { flag: reason, flagText: normalizeText(text), flagKey: key };
    await putMine({ topic: mine, id: row.id, v: seqOf(mine) }, change, transaction, settings);
    const { flags = {} } = readDesk(await transaction.item(desk, row.id));
    await putDesk(row, { v: seqOf(desk), live: true }, { flags: move(flags, before.flag, reason) }, transaction, settings);
    return done(false, [mine, desk]);
  });
}

/** One report less of one reason, if there was one, and one more of another. */
function move(flags: Readonly<Record<string, number>>, from: string | undefined, to: string): Record<string, number> {
  const counts = { ...flags };
  if (from !== undefined) counts[from] = (counts[from] ?? 1) - 1;
  counts[to] = (counts[to] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

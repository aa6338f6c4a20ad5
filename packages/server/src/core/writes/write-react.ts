import { check, type Put, parseTopic, type ReactData, reactData } from '@bandoc/protocol';
import { mineTopic, putMine } from '../mine.ts';
import { Refusal } from '../refusal.ts';
import type { VoteRow } from '../rows.ts';
import { checkShown, readTarget, takeVoteRate } from './changing.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Sets a reader's one reaction to a comment, or takes it back, durably; it is counted a little later (rules RC1–RC5). */
export async function writeReact(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage } = context;
  const { topic, key, data } = put;
  const done = (dup: boolean, topics: readonly string[] = []): Outcome => ({ ok: { t: 'ok', id: put.id, key, ...(dup ? { dup } : {}) }, topics });
  const isRepetition = (vote: VoteRow | undefined): boolean => {
    if (vote?.key !== key) return false;
    if (vote.kind !== data['kind']) throw new Refusal('key-reuse', 'key: taken by another reaction');
    return true;
  };

  const known = await storage.view(async (reader) => {
    const row = await readTarget(put, reader);
    const vote = row && (await reader.vote(topic, row.id, identity.id));
    if (!isRepetition(vote)) checkShown(row);
    return vote;
  });
  if (isRepetition(known)) return done(true);
  await takeVoteRate(context);

  const fault = check(reactData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { kind } = data as ReactData;
  if (kind !== null && !settings.reactions.includes(kind)) throw new Refusal('invalid', 'kind: unknown', { data: { fields: { kind: 'unknown' } } });

  return storage.transact(async (transaction) => {
    const row = await readTarget(put, transaction);
    if (isRepetition(row && (await transaction.vote(topic, row.id, identity.id)))) return done(true);
    checkShown(row);
    const mine = mineTopic(parseTopic(topic).name, identity.id);
    const v = await transaction.raise(mine);
    await transaction.putVote({ topic, target: row.id, voter: identity.id, kind, key });
    await transaction.putUncounted({ topic, target: row.id });
    await putMine({ topic: mine, id: row.id, v }, {}, transaction, settings);
    return done(false, [mine]);
  });
}

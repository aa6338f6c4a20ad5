import { check, type Put, parseTopic, type ReactData, reactData } from '@bandoc/protocol';
import { mineTopic, putMine } from '../mine.ts';
import { isCountTopic, PAGE_ID } from '../page-counts.ts';
import { Refusal } from '../refusal.ts';
import type { VoteRow } from '../rows.ts';
import type { Settings } from '../settings.ts';
import { articleOfThread } from '../source-topic.ts';
import type { Reader } from '../storage.ts';
import { checkShown, readTarget, takeVoteRate } from './changing.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Sets a reader's one reaction to a comment or to a page, or takes it back, durably; it is counted a little later (rules RC1–RC5, CT1). */
export async function writeReact(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage } = context;
  const { topic, key, data } = put;
  const page = isCountTopic(topic);
  const target = page ? PAGE_ID : (put.target ?? '');
  const done = (dup: boolean, topics: readonly string[] = []): Outcome => ({ ok: { t: 'ok', id: put.id, key, ...(dup ? { dup } : {}) }, topics });
  const isRepetition = (vote: VoteRow | undefined): boolean => {
    if (vote?.key !== key) return false;
    if (vote.kind !== data['kind']) throw new Refusal('key-reuse', 'key: taken by another reaction');
    return true;
  };

  const known = await storage.view(async (reader) => {
    if (isRepetition(await reader.vote(topic, target, identity.id))) return true;
    await checkThing(put, reader, settings);
    return false;
  });
  if (known) return done(true);
  await takeVoteRate(context);

  const fault = check(reactData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { kind } = data as ReactData;
  if (kind !== null && !settings.reactions.includes(kind)) throw new Refusal('invalid', 'kind: unknown', { data: { fields: { kind: 'unknown' } } });

  return storage.transact(async (transaction) => {
    if (isRepetition(await transaction.vote(topic, target, identity.id))) return done(true);
    await checkThing(put, transaction, settings);
    const mine = mineTopic(parseTopic(topic).name, identity.id);
    const v = await transaction.raise(mine);
    await transaction.putVote({ topic, target, voter: identity.id, kind, key });
    await transaction.putUncounted({ topic, target });
    await putMine({ topic: mine, id: target, v }, {}, transaction, settings);
    return done(false, [mine]);
  });
}

/** Refuses a comment that is not shown, and a page that the paper does not know. */
async function checkThing(put: Put, reader: Reader, settings: Settings): Promise<void> {
  if (!isCountTopic(put.topic)) return checkShown(await readTarget(put, reader));
  if (put.target !== undefined) throw new Refusal('bad-frame', 'target: a page has none');
  await articleOfThread(parseTopic(put.topic).name, reader, settings);
}

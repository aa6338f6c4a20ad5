import type { Put } from '@bandoc/protocol';
import { createDayOf } from '../day-of.ts';
import { isCountTopic, networkOfHit } from '../page-counts.ts';
import { Refusal } from '../refusal.ts';
import { articleOfThread, readTopicName } from '../source-topic.ts';
import type { Reader } from '../storage.ts';
import { takeVoteRate } from './changing.ts';
import type { Outcome, WriteContext } from './write.ts';

const DAY = 86_400_000;

/** Counts that a reader shared a page over a network, once a day; a little later it is told (rules CT2–CT4). */
export async function writeHit(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage, clock } = context;
  const { topic, target = '', key } = put;
  const done = (dup: boolean): Outcome => ({ ok: { t: 'ok', id: put.id, key, ...(dup ? { dup } : {}) }, topics: [] });
  const voterOn = (time: number) => `${identity.id} ${createDayOf(settings.tz)(time)}`;
  const today = voterOn(clock.now());
  // A key may come again after midnight.
  const isKnown = async (reader: Reader) => {
    const votes = await Promise.all([today, voterOn(clock.now() - DAY)].map((voter) => reader.vote(topic, target, voter)));
    return votes.some((vote) => vote?.key === key);
  };

  const known = await storage.view(async (reader) => {
    if (await isKnown(reader)) return true;
    if (!isCountTopic(topic)) throw new Refusal('denied', 'op: hit is for the counts of a page');
    await articleOfThread(readTopicName(topic).name, reader, settings);
    return false;
  });
  if (known) return done(true);
  await takeVoteRate(context);
  if (networkOfHit(target, settings) === undefined)
    throw new Refusal('invalid', 'target: no network that is counted', { data: { fields: { target: 'unknown' } } });

  return storage.transact(async (transaction) => {
    if (await isKnown(transaction)) return done(true);
    if (await transaction.vote(topic, target, today)) return done(false);
    await transaction.putVote({ topic, target, voter: today, kind: 'hit', key });
    await transaction.putUncounted({ topic, target });
    return done(false);
  });
}

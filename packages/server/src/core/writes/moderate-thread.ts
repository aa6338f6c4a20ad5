import { check, type ModData, modData, normalizeText, type Put, threadTopic } from '@bandoc/protocol';
import { Refusal } from '../refusal.ts';
import { FACTS_ID, factsOf, itemOfFacts, type KeptFacts, putFacts, readFacts } from '../thread-facts.ts';
import { checkDesk } from './changing.ts';
import { isRepetition, lastWriteOf } from './last-write.ts';
import type { Outcome, WriteContext } from './write.ts';

const ACTS = ['lock', 'unlock', 'close'] as const;
export type ThreadAct = (typeof ACTS)[number];

/** Whether an act is about a thread and not about a comment. */
export function isThreadAct(act: unknown): act is ThreadAct {
  return ACTS.some((one) => one === act);
}

/** Does what a moderator decides of a thread, named by the target (rule TF2). */
export async function moderateThread(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage, clock } = context;
  const { target: thread, data } = put;
  const last = await lastWriteOf(put, context);
  const done = (dup: boolean, topics: readonly string[] = []): Outcome => ({ ok: { t: 'ok', id: put.id, key: put.key, ...(dup ? { dup } : {}) }, topics });

  if (thread === undefined) throw new Refusal('bad-frame', 'target: missing');
  const topic = threadTopic(thread);
  if (isRepetition(readFacts(await storage.view((reader) => reader.item(topic, FACTS_ID))), last)) return done(true);
  checkDesk(put, context);

  const fault = check(modData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const { act, reason = '', at = clock.now() } = data as ModData & { act: ThreadAct };
  const changes: Readonly<Record<ThreadAct, KeptFacts>> = { lock: { locked: true }, unlock: { locked: false }, close: { closesAt: at } };

  return storage.transact(async (transaction) => {
    if (isRepetition(readFacts(await transaction.item(topic, FACTS_ID)), last)) return done(true);
    const facts = await factsOf(thread, transaction, settings);
    if (put.if === undefined) throw new Refusal('bad-frame', 'if: missing');
    if (put.if !== facts.v) throw new Refusal('conflict', 'if: changed meanwhile', { data: { item: itemOfFacts(facts, settings) } });
    await putFacts(thread, await transaction.raise(topic), { ...changes[act], ...last }, transaction);
    await transaction.putLog({ at: clock.now(), who: identity.id, act, topic, target: null, reason: normalizeText(reason) });
    return done(false, [topic]);
  });
}

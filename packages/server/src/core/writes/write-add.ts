import { type AddData, addData, check, formatCursor, normalizeText, type Ok, type Put } from '@bandoc/protocol';
import { changeComment } from '../change-comment.ts';
import { freshComment } from '../fresh-comment.ts';
import { ruleHolding } from '../holding.ts';
import { authorOf } from '../identity.ts';
import { readName, readText } from '../limits.ts';
import { readMentions } from '../mentions.ts';
import { ownWords, readQuote } from '../quotes.ts';
import { rankOf } from '../ranking.ts';
import { Refusal } from '../refusal.ts';
import type { CommentRow } from '../rows.ts';
import type { Settings } from '../settings.ts';
import { readTopicName } from '../source-topic.ts';
import type { Reader } from '../storage.ts';
import { type Facts, factsOf, isClosed } from '../thread-facts.ts';
import { commentFor } from './changing.ts';
import type { Outcome, WriteContext } from './write.ts';

/** Stores one comment under its key, durably, or says why not (rules PT1–PT13). A repetition is answered with what it did the first time. */
export async function writeAdd(put: Put, context: WriteContext): Promise<Outcome> {
  const { identity, settings, storage } = context;
  const { topic, key, data } = put;
  const hash = await context.hash(contentOf(put));
  const epoch = await storage.epoch();
  const answer = (row: CommentRow): Ok => ({
    t: 'ok',
    id: put.id,
    key,
    item: commentFor(row, context),
    // What waits has no place yet.
    ...(row.c > 0 ? { at: formatCursor(epoch, row.c) } : {}),
  });
  const repeat = (row: CommentRow): Outcome => {
    if (row.actor !== identity.id || row.hash !== hash) throw new Refusal('key-reuse', 'key: taken by another comment');
    return { ok: { ...answer(row), dup: true }, topics: [] };
  };

  const known = await storage.view(async (reader) => {
    const row = await reader.find(key);
    if (!row) await openFacts(topic, reader, context);
    return row;
  });
  if (known) return repeat(known);
  await checkRights(data, context);

  const fault = check(addData, data, 'data');
  if (fault) throw new Refusal('bad-frame', fault);
  const words = data as AddData;
  const text = readText(words.text, settings, ownWords(words.quote));
  // What is imported is another person's: it has an author of its own, or this one would look as if the newsroom's tool had said it.
  const author = words.name === undefined ? authorOf(identity) : { id: key, name: readName(words.name, settings) };

  return storage.transact(async (transaction) => {
    // The same key may have come over another connection meanwhile.
    const meanwhile = await transaction.find(key);
    if (meanwhile) return repeat(meanwhile);
    const { hold } = await openFacts(topic, transaction, context);
    const quote = words.quote && (await readQuote(words.quote, topic, transaction, settings));
    const rule = ruleHolding(`${text} ${ownWords(quote)}`, hold, identity);
    const state = words.state ?? (rule ? 'pending' : 'shown');
    const parent = words.parent === null ? undefined : await parentFor(topic, words.parent, transaction, settings);
    const time = words.time ?? context.clock.now();
    const after = freshComment({
      topic,
      id: key,
      v: 0,
      cv: 0,
      c: 0,
      parent: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      actor: identity.id,
      author,
      time,
      state,
      // What was deleted elsewhere is not kept here.
      text: state === 'gone' ? '' : text,
      marks:
        state === 'gone'
          ? {}
          : { ...(rule ? { rule } : {}), ...(quote ? { quote } : {}), ...(await readMentions(words.mentions ?? [], text, topic, transaction)) },
      rank: parent || state !== 'shown' ? 0 : rankOf(time, 0, settings),
      hash,
    });
    const { row, topics } = await changeComment({ after }, transaction, settings);
    return { ok: answer(row), topics };
  });
}

/** What a key stands for: the same words in other bytes are the same content. */
function contentOf({ op, topic, target, data }: Put): string {
  const { parent, text, quote, mentions } = data;
  const words = [op, topic, target ?? null, parent ?? null, typeof text === 'string' ? normalizeText(text) : null];
  return JSON.stringify(quote === undefined && mentions === undefined ? words : [...words, quote ?? null, mentions ?? null]);
}

/** The facts of a thread that takes comments; refuses one that does not (rule PT12). */
async function openFacts(topic: string, reader: Reader, { identity, settings, clock }: WriteContext): Promise<Facts> {
  const { kind, name } = readTopicName(topic);
  if (kind !== 'thread') throw new Refusal('denied', 'topic: only threads take comments');
  const facts = await factsOf(name, reader, settings);
  if (isClosed(facts, clock.now()) && !identity.rights.includes('import')) throw new Refusal('closed', `topic: ${topic} takes no more comments`);
  return facts;
}

async function checkRights(data: Put['data'], { identity, address, limiter }: WriteContext): Promise<void> {
  if (identity.rights.includes('import')) return;
  const reserved = ['name', 'time', 'state'].find((field) => data[field] !== undefined);
  if (reserved) throw new Refusal('denied', `data.${reserved}: needs the right "import"`);
  // Her network's first: what it refuses costs her nothing of her own.
  const wait = (identity.guest && (await limiter.take('guest-add', address))) || (await limiter.take('add', identity.id));
  if (wait) throw new Refusal('rate', 'put: too often', { retry: wait });
}

/** The comment that a reply is stored under: the one it answers, or where that is as deep as may be, the one that was answered there. */
async function parentFor(topic: string, id: string, reader: Reader, settings: Settings): Promise<CommentRow> {
  const asked = await reader.comment(topic, id);
  if (!asked || asked.state !== 'shown' || !asked.c) throw new Refusal('not-found', 'parent: no such comment');
  if (asked.depth < settings.replyDepth || asked.parent === null) return asked;
  return (await reader.comment(topic, asked.parent)) ?? asked;
}

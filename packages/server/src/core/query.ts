import { check, parseTopic, type Sub, sub } from '@bandoc/protocol';
import QuickLRU from 'quick-lru';
import { checkRequest } from './offered.ts';
import type { TopicRequest } from './read-topic.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** So many questions are remembered, of so many characters at most: nearly all readers ask the same few. */
const REMEMBERED = 1_000;
const SHORT = 300;

/** Ids in one request for a tally: as many as a sub has (HT2). */
const MOST_IDS = 200;

/** Reads queries as `parseQuery`, and what was asked before not again. */
export function createQueryReader(settings: Pick<Settings, 'without'>): typeof parseQuery {
  const known = new QuickLRU<string, TopicRequest>({ maxSize: REMEMBERED });
  return (topic, query) => {
    const key = JSON.stringify([topic, query]);
    const before = known.get(key);
    if (before) return before;
    const request = parseQuery(topic, query);
    checkRequest(request, settings);
    if (key.length <= SHORT) known.set(key, request);
    return request;
  };
}

/**
 * Reads the query of a GET (rule HT2). It is strict, so that a cache holds one copy of each answer: no other parameter, and of `limit` the
 * two values that widgets ask for. `min` only keeps a cache from answering with something older, so here it means nothing.
 */
function parseQuery(topic: string, query: Readonly<Record<string, string>>): TopicRequest {
  const { since, limit, sort, page, parent, around, ids, min, q, ...unknown } = query;
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) throw new Refusal('bad-frame', `${stranger.slice(0, 40)}: no parameter of this address`);
  if (q !== undefined && parseTopic(topic).kind !== 'names') throw new Refusal('bad-frame', 'q: for names alone');
  if (limit !== undefined && limit !== '20' && limit !== '50') throw new Refusal('bad-frame', 'limit: 20 or 50 expected');
  if (min !== undefined && !/^[0-9]{1,16}$/.test(min)) throw new Refusal('bad-frame', 'min: seq expected');
  const list = ids?.split(',');
  if (list && list.length > MOST_IDS) throw new Refusal('bad-frame', `ids: at most ${MOST_IDS}`);
  const request = {
    topic,
    ...(since === undefined ? {} : { since }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(sort === undefined ? {} : { sort }),
    ...(page === undefined ? {} : { page }),
    ...(parent === undefined ? {} : { parent }),
    ...(around === undefined ? {} : { around }),
    ...(list ? { ids: list } : {}),
    ...(q === undefined ? {} : { q }),
  };
  const fault = check(sub, { t: 'sub', id: 0, ...request });
  if (fault) throw new Refusal('bad-frame', fault);
  return request as Omit<Sub, 't' | 'id' | 'follow'>;
}

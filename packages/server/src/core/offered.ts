import { type ClientFrame, FEATURES, type Feature, type Put, parseTopic } from '@bandoc/protocol';
import type { Identity } from './identity.ts';
import type { Tokens } from './ports.ts';
import type { TopicRequest } from './read-topic.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** The features that this server knows. */
export const OFFERED = FEATURES.filter((feature) => feature !== 'note');

type Without = Pick<Settings, 'without'>;

/** Features that are a kind of topic, and those that are an op. */
const TOPICS = ['tally', 'days', 'count', 'mine', 'mod', 'names', 'past'] as const;
const OPS = ['edit', 'react', 'flag', 'mod'] as const;

/** A frame without what is to be ignored; refuses what belongs to a feature that this server does not offer (rule FT1). */
export function readOffered(frame: ClientFrame, settings: Without): ClientFrame {
  if (frame.t === 'hello' && frame.guest) demandOffered('guest', settings);
  if (frame.t === 'sub') {
    checkRequest(frame, settings);
    if (frame.follow === 'head') demandOffered('head', settings);
  }
  return frame.t === 'put' ? readPut(frame, settings) : frame;
}

/** The same of what is asked for by GET. */
export function checkRequest({ topic, sort, parent, around }: TopicRequest, settings: Without): void {
  checkTopic(topic, settings);
  if (sort !== undefined && sort !== 'new') demandOffered(sort, settings);
  if (parent !== undefined) demandOffered('parent', settings);
  if (around !== undefined) demandOffered('around', settings);
}

export function demandOffered(feature: Feature, { without }: Without): void {
  if (without.includes(feature)) throw new Refusal('unsupported', `this server does not offer "${feature}"`);
}

/** Tokens that say no more than this server offers: no guests, rights or badges that it has not. */
export function offeredTokens(tokens: Tokens, { without }: Without): Tokens {
  const has = (feature: Feature) => !without.includes(feature);
  return {
    issue: (identity) => tokens.issue(identity),
    verify: async (auth) => {
      const { badges, avatar, rights, ...identity }: Identity = await tokens.verify(auth);
      if (identity.guest && !has('guest')) throw new Refusal('auth', 'auth: there are no guests here', { retry: 0 });
      return {
        ...identity,
        rights: rights.filter(has),
        ...(badges && has('badges') && { badges }),
        ...(avatar !== undefined && has('badges') && { avatar }),
      };
    },
  };
}

function readPut(frame: Put, settings: Without): Put {
  checkTopic(frame.topic, settings);
  const op = OPS.find((one) => one === frame.op);
  if (op) demandOffered(op, settings);
  const { quote, mentions, ...data } = frame.data;
  const has = (feature: Feature) => !settings.without.includes(feature);
  if (has('quote') && has('mention')) return frame;
  return {
    ...frame,
    data: { ...data, ...(quote !== undefined && has('quote') && { quote }), ...(mentions !== undefined && has('mention') && { mentions }) },
  };
}

function checkTopic(topic: string, settings: Without): void {
  const kind = TOPICS.find((one) => one === parseTopic(topic).kind);
  if (kind) demandOffered(kind, settings);
}

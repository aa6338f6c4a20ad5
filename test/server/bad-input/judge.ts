import type { ServerFrame } from '@bandoc/protocol';
import { type Answers, answersOf, type Standing } from './answer-rules.ts';
import type { Message } from './bad-messages.ts';
import type { Traffic } from './real-traffic.ts';

/** What one message comes to: frames; or that it is none (a bad frame without an id); or that it ends its connection. */
export type Meaning = { readonly frames: readonly unknown[] } | { readonly bad: true } | { readonly ends: true };

/** Most frames in one message, and most bytes (rule LM1). */
const BATCH = 20;
const MOST = 65_536;

export function meaningOf(message: Message): Meaning {
  if ('bytes' in message) return { bad: true };
  if (Buffer.byteLength(message.text) > MOST) return { ends: true };
  try {
    return meaningOfValue(JSON.parse(message.text));
  } catch {
    return { bad: true };
  }
}

export function meaningOfValue(value: unknown): Meaning {
  const frames: readonly unknown[] = Array.isArray(value) ? value : [value];
  return frames.length > BATCH ? { bad: true } : { frames };
}

/** How one side of a conversation ought to go on. */
export interface Judge {
  /** Something was said that has an answer, or none, by its rule. */
  said(meaning: Meaning): void;
  /** Something was answered; throws where no rule says so. */
  heard(frame: ServerFrame): void;
  /** What still has to be answered. */
  readonly owed: number;
  /** The code of the refusal by which the server ended it. */
  readonly ended: string | undefined;
  /** Whether what was said ends the connection without a word. */
  readonly doomed: boolean;
}

const BAD = Symbol('a bad frame without an id');

/** Judges a connection, or one POST, by the rules; `sent` are the keys that comments were sent under by anybody. */
export function createJudge(traffic: Traffic, sent: Set<string>, connected = true): Judge {
  const standing: Standing = { connected, greeted: false, user: undefined, follows: new Set(), sent };
  const waiting: unknown[] = [];
  let ended: string | undefined;
  let doomed = false;

  /** The next frame that has an answer, with it. */
  const next = (): { readonly value: unknown; readonly answers: NonNullable<Answers> } | undefined => {
    while (waiting.length) {
      const value = waiting[0];
      const answers: Answers = value === BAD ? { any: new Set(['bad-frame']), id: undefined } : answersOf(value, standing, traffic);
      if (answers) return { value, answers };
      waiting.shift();
      const { t, topic } = value as { t: string; topic: string };
      if (t === 'unsub') standing.follows.delete(topic);
    }
    return undefined;
  };

  const speaks = (user: string | undefined) => {
    if (user !== standing.user) for (const topic of standing.follows) if (/^(mine|mod|past):/.test(topic)) standing.follows.delete(topic);
    standing.user = user;
  };

  return {
    said: (meaning) => {
      if (ended !== undefined || doomed) return;
      if ('ends' in meaning) doomed = true;
      else if ('bad' in meaning) waiting.push(BAD);
      else waiting.push(...meaning.frames);
    },
    heard: (frame) => {
      const fail = (why: string): never => {
        throw new Error(`${why}: ${JSON.stringify(frame).slice(0, 400)}`);
      };
      if (ended !== undefined) fail(`After its end by ${ended} the connection was told more`);
      if (frame.t === 'ev') return standing.follows.has(frame.topic) ? undefined : fail('News of a topic that is not followed');
      // Of what is her own she is told that it ends with who speaks (rule MN3).
      if (frame.t === 'err' && frame.id === undefined && frame.topic !== undefined) return undefined;
      const asked = next();
      if (!asked) return fail('Nobody asked for this');
      const { value, answers } = asked;
      const got = frame.t === 'err' ? frame.code : frame.t;
      const id = 'id' in frame ? frame.id : undefined;
      if (!answers.any.has(got) || id !== answers.id)
        fail(
          `${value === BAD ? 'A bad message' : JSON.stringify(value).slice(0, 600)} (${JSON.stringify({ ...standing, follows: [...standing.follows], sent: undefined })}) ought to be answered ${[...answers.any].join(' or ')} with id ${answers.id}, and was answered`,
        );
      if (frame.t === 'err' && (frame.retry !== undefined) !== ['auth', 'reset'].includes(frame.code)) fail('A retry that its code does not have');
      if (frame.t === 'err' && (frame.msg ?? '').length > 200) fail('Too many words');
      waiting.shift();
      const { t, topic, follow } = ((typeof value === 'object' && value) || {}) as { t?: string; topic?: string; follow?: string };
      if (t === 'hello' && got !== 'bad-frame') {
        speaks(frame.t === 'welcome' ? frame.user?.id : undefined);
        standing.greeted ||= frame.t === 'welcome' || got === 'auth';
        if (connected && (got === 'version' || got === 'not-found')) ended = got;
      }
      // A refused sub ends what was followed before by the same name, unless it was never looked at.
      if (t === 'sub' && follow !== 'off' && connected && topic !== undefined && standing.greeted) {
        if (frame.t === 'snap') standing.follows.add(topic);
        else if (got !== 'bad-frame' && got !== 'denied' && follow !== 'head') standing.follows.delete(topic);
      }
      return undefined;
    },
    get owed() {
      // What is taken away here might not have been come to by the server.
      return waiting.some((value) => value === BAD || answersOf(value, standing, traffic)) ? waiting.length : 0;
    },
    get ended() {
      return ended;
    },
    get doomed() {
      return doomed;
    },
  };
}

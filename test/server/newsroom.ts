import { type ClientFrame, type Err, type ServerFrame, threadTopic } from '@bandoc/protocol';
import {
  type Core,
  type CorePorts,
  completeSettings,
  createCore,
  createMemoryStorage,
  type GivenSettings,
  type Identity,
  type LogEvent,
  Refusal,
  type Rights,
  type Session,
} from '@bandoc/server/core';
import { createTimedLimiter } from './timed-limiter.ts';

/** A clock and its timers, moved by hand. */
export interface Time {
  readonly clock: CorePorts['clock'];
  readonly timers: CorePorts['timers'];
  /** Moves on by `ms`, running what falls due in its order, and lets everything settle. */
  pass(ms: number): Promise<void>;
}

export const NOON = Date.UTC(2020, 9, 22, 5);

export function createTime(start = NOON): Time {
  let now = start;
  const due = new Set<{ at: number; run: () => void }>();
  return {
    clock: { now: () => now },
    timers: {
      after: (ms, run) => {
        const one = { at: now + ms, run };
        due.add(one);
        return () => void due.delete(one);
      },
    },
    pass: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...due].filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        now = next.at;
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets all that is under way in memory come to its end: the core waits for nothing but promises and timers. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A connection as its page sees it. */
export interface Page {
  readonly frames: ServerFrame[];
  readonly ended: Err[];
  readonly session: Session;
  /** Sends and answers what came of it. */
  say(...frames: ReadonlyArray<ClientFrame | object>): Promise<ServerFrame[]>;
  /** Takes what has come since. */
  take(): ServerFrame[];
}

export interface Newsroom extends Time {
  readonly core: Core;
  readonly ports: CorePorts;
  readonly log: LogEvent[];
  /** A connection that has said nothing yet. */
  dial(peer?: { address?: string; origin?: string }): Page;
  /** A connection of a guest who has been welcomed. */
  guest(name?: string, address?: string): Promise<Page>;
  /** A token that the newsroom's own programs have. */
  hostToken(...rights: Rights[]): Promise<string>;
}

/** The real core over memory (or the storage given), with threads open and time by hand. */
export function createNewsroom(settings: Partial<GivenSettings> = {}, given: Partial<CorePorts> = {}): Newsroom {
  const time = given.clock && given.timers ? { clock: given.clock, timers: given.timers, pass: settle } : createTime();
  const log: LogEvent[] = [];
  const complete = completeSettings({ site: 'demo', threads: 'open', origins: ['https://bao.example'], ...settings });
  let count = 0;
  const ports: CorePorts = {
    storage: createMemoryStorage({ epoch: 'e1' }),
    clock: time.clock,
    timers: time.timers,
    ids: { random: () => `random-id-${String((count += 1)).padStart(8, '0')}` },
    hash: async (text) => text,
    tokens: {
      issue: async (identity) => JSON.stringify(identity),
      verify: async (auth) => {
        if (!auth.startsWith('{')) throw new Refusal('auth', 'not a token', { retry: 0 });
        return JSON.parse(auth) as Identity;
      },
    },
    limiter: createTimedLimiter(complete.rates, time.clock),
    log: (event) => log.push(event),
    ...given,
    settings: complete,
  };
  const core = createCore(ports);
  const dial: Newsroom['dial'] = ({ address = '10.0.0.1', origin } = {}) => {
    const frames: ServerFrame[] = [];
    const ended: Err[] = [];
    const peer = origin === undefined ? { address } : { address, origin };
    const session = core.connect(
      peer,
      (sent) => frames.push(...sent),
      (reason) => ended.push(reason),
    );
    const take = () => frames.splice(0);
    return {
      frames,
      ended,
      session,
      take,
      say: async (...sent) => {
        session.receive(sent);
        await settle();
        return take();
      },
    };
  };
  return {
    ...time,
    core,
    ports,
    log,
    dial,
    guest: async (name = 'Lan', address = '10.0.0.1') => {
      const page = dial({ address });
      await page.say(hello({ guest: { name } }));
      return page;
    },
    hostToken: (...rights) => ports.tokens.issue({ id: 'host', name: 'demo', roles: ['host'], rights, guest: false }),
  };
}

let ids = 0;
let keys = 0;

export function hello(more: object = {}): object {
  return { t: 'hello', id: (ids += 1), v: [1], site: 'demo', ...more };
}

export function sub(topic: string, more: object = {}): { id: number } {
  return { t: 'sub', id: (ids += 1), topic, ...more } as { id: number };
}

export function freshKey(): string {
  return `key-${String((keys += 1)).padStart(16, '0')}`;
}

export function add(
  thread: string,
  text: string,
  more: { parent?: string | null; key?: string; data?: object } = {},
): { id: number; key: string; topic: string; data: object } & object {
  const { parent = null, key = freshKey(), data = {} } = more;
  return { t: 'put', id: (ids += 1), topic: threadTopic(thread), key, op: 'add', data: { parent, text, ...data } } as never;
}

/** The first frame of a kind; fails in words when there is none. */
export function only<T extends ServerFrame['t']>(t: T, frames: readonly ServerFrame[] | Err): Extract<ServerFrame, { t: T }> {
  const all = (Array.isArray(frames) ? frames : [frames]) as ServerFrame[];
  const found = all.find((frame) => frame.t === t);
  if (!found) throw new Error(`no ${t} in ${JSON.stringify(all)}`);
  return found as Extract<ServerFrame, { t: T }>;
}

export const article = (thread: string, more: object = {}) => ({
  thread,
  url: `https://bao.example/${thread}`,
  title: `Bài ${thread}`,
  at: NOON,
  scopes: ['home'],
  ...more,
});

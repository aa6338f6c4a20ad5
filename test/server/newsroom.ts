import { type ClientFrame, type Comment, type Err, type ServerFrame, type Snap, threadTopic } from '@bandoc/protocol';
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
import { createVirtualTime, settle, type VirtualTime } from '../setup/virtual-time.ts';
import { createTimedLimiter } from './timed-limiter.ts';

export const NOON = Date.UTC(2020, 9, 22, 5);

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

export interface Newsroom extends Pick<VirtualTime, 'now' | 'pass'> {
  readonly core: Core;
  readonly ports: CorePorts;
  readonly log: LogEvent[];
  /** A connection that has said nothing yet. */
  dial(peer?: { address?: string; origin?: string }): Page;
  /** A connection of a guest who has been welcomed. */
  guest(name?: string, address?: string): Promise<Page>;
  /** A connection of a reader with the paper's own account, or of a moderator. */
  reader(id: string, ...roles: string[]): Promise<Page>;
  /** A token that the newsroom's own programs have. */
  hostToken(...rights: Rights[]): Promise<string>;
}

/** The real core over memory (or the storage given), with threads open and time by hand. */
export function createNewsroom(settings: Partial<GivenSettings> = {}, given: Partial<CorePorts> = {}): Newsroom {
  const time = createVirtualTime(NOON);
  const log: LogEvent[] = [];
  const complete = completeSettings({ site: 'demo', threads: 'open', origins: ['https://bao.example'], ...settings });
  let count = 0;
  const ports: CorePorts = {
    storage: createMemoryStorage({ epoch: 'e1' }),
    clock: time,
    timers: time,
    ids: { random: () => `random-id-${String((count += 1)).padStart(8, '0')}` },
    hash: async (text) => text,
    tokens: {
      issue: async (identity) => JSON.stringify(identity),
      verify: async (auth) => {
        if (!auth.startsWith('{')) throw new Refusal('auth', 'not a token', { retry: 0 });
        return JSON.parse(auth) as Identity;
      },
    },
    limiter: createTimedLimiter(complete.rates, time),
    log: (event) => log.push(event),
    ...given,
    settings: complete,
  };
  const core = createCore(ports);
  const dial: Newsroom['dial'] = ({ address = '10.0.0.1', origin } = {}) => {
    const frames: ServerFrame[] = [];
    const ended: Err[] = [];
    const peer = origin === undefined ? { address } : { address, origin };
    const session = core.connect(peer, {
      send: (sent) => void frames.push(...sent),
      end: (reason) => void ended.push(reason),
    });
    const take = () => frames.splice(0);
    return {
      frames,
      ended,
      session,
      take,
      say: async (...sent) => {
        session.receive(sent);
        const asked = sent.flatMap((frame) => ('id' in frame ? [frame.id] : []));
        // A storage on a disk takes some turns; what is never answered does not hold up the test.
        for (let turn = 0; turn < 40 && (turn === 0 || !asked.every((id) => frames.some((frame) => 'id' in frame && frame.id === id))); turn += 1)
          await settle();
        return take();
      },
    };
  };
  return {
    now: time.now,
    pass: async (ms) => {
      await time.pass(ms);
      // A storage on a disk takes some turns.
      for (let turn = 0; turn < 20; turn += 1) await settle();
    },
    core,
    ports,
    log,
    dial,
    guest: async (name = 'Lan', address = '10.0.0.1') => {
      const page = dial({ address });
      await page.say(hello({ guest: { name } }));
      return page;
    },
    reader: async (id, ...roles) => {
      const page = dial();
      await page.say(hello({ auth: await ports.tokens.issue({ id, name: id, roles, rights: [], guest: false }) }));
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

/** A put of another op than add, to a comment of a thread unless its topic is given. */
export function put(op: string, target: string | undefined, more: object = {}): { id: number; key: string; topic: string } & object {
  return { t: 'put', id: (ids += 1), topic: threadTopic('a'), key: freshKey(), op, ...(target === undefined ? {} : { target }), data: {}, ...more } as never;
}

/** What a moderator decides of a comment, or of a thread by its name. */
export function putMod(target: string, version: number, act: string, data: object = {}): ReturnType<typeof put> {
  return put('mod', target, { topic: 'mod:demo', if: version, data: { act, ...data } });
}

/** The comments of a snap, without what the thread says of itself. */
export function commentsOf({ items }: Pick<Snap, 'items'>): Comment[] {
  return (items as Comment[]).filter((item) => 'parent' in item);
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

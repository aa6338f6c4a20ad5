import { type Client, createClient, createMemoryStore, createMemoryWire, type Page, type Store, type Wire, WireError } from '@bandoc/client';
import type { ModData } from '@bandoc/protocol';
import { createMemoryCore, type GivenSettings, type Identity, trusted } from '@bandoc/server/core';
import { createLine, type LineState } from './line.ts';

/** When it is in the stories: the afternoon of 22 October 2020, Hanoi time. */
export const STORY_TIME = Date.parse('2020-10-22T15:00:00+07:00');

const MINUTE = 60_000;

/** A comment that is there when the story begins. */
export interface SeedComment {
  readonly name: string;
  readonly text: string;
  /** How long before the story's time it was written; a reply without one follows a minute after the comment it answers. */
  readonly minutesAgo?: number;
  /** Of one whom the paper knows, what her token says besides her name. */
  readonly badges?: readonly string[];
  readonly replies?: readonly SeedComment[];
}

export interface SeedArticle {
  readonly thread: string;
  /** ISO 8601, with an offset. */
  readonly at: string;
  readonly title?: string;
  readonly scopes?: readonly string[];
  /** From when on its thread takes no comments. */
  readonly closesAt?: string;
}

export interface NewsroomPlan {
  /** The thread that is seeded. */
  readonly thread?: string;
  readonly comments?: readonly SeedComment[];
  readonly articles?: readonly SeedArticle[];
  readonly settings?: Partial<GivenSettings>;
  readonly now?: number;
}

/** What the newsroom's own login would give a reader of this name. */
export function readerToken(name: string, more: Partial<Identity> = {}): string {
  return `unsigned.${JSON.stringify({ id: `u-${name}`, name, roles: [], rights: [], guest: false, ...more } satisfies Identity)}`;
}

/** How a device reaches the newsroom. */
export interface DevicePlan {
  /** The same store is the same device. */
  readonly store?: Store;
  /** The page's origin, for a server that has a list of them. */
  readonly origin?: string;
  /** How the line is at first. */
  readonly line?: LineState;
}

/** One reader's device: the real client, and a line between it and the server that can be made bad. */
export interface Device {
  readonly client: Client;
  /** Changes the line; one that becomes bad loses its connection. */
  setLine(state: LineState): void;
  /** Whether the device thinks that it has a network. */
  setOnline(online: boolean): void;
}

/** The real server core over memory in this page, with readers of it. */
export interface Newsroom extends Device {
  /** The name of the thread that was seeded. */
  readonly thread: string;
  /** Another device. */
  device(plan?: DevicePlan): Device;
  /** Somebody else writes now; answers the comment's id once it is stored. */
  write(name: string, text: string, parent?: string | null): Promise<string>;
  /** The newsroom decides of a comment, or with the thread's name as target of the thread. */
  moderate(act: ModData['act'], target: string, data?: Omit<ModData, 'act'>): Promise<void>;
  publish(articles: readonly SeedArticle[]): Promise<void>;
  /** Ids of the seeded comments, in the order they were given, replies after what they answer. */
  readonly ids: readonly string[];
  /** Moves the clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
}

const timers = {
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Opens a newsroom; nothing in it is a stand-in: only the wire between client and core can be slow, cut or strange. */
export async function startNewsroom(
  { thread = 'bai-bao', comments = [], articles = [], settings, now: start = STORY_TIME }: NewsroomPlan = {},
  plan: DevicePlan = {},
): Promise<Newsroom> {
  let now = start;
  let made = 0;
  const id = () => `k${String((made += 1)).padStart(21, '0')}`;
  const clock = { now: () => now };
  const core = createMemoryCore({ clock, timers, ids: { random: id }, settings: { site: 'demo', tick: 20, projection: 50, ...settings } });

  const write = async (topicName: string, name: string, text: string, parent: string | null, key = id(), badges?: readonly string[]): Promise<string> => {
    const answers = await core.post(
      [
        {
          t: 'hello',
          id: 1,
          v: [1],
          site: 'demo',
          ...(badges || settings?.without?.includes('guest') ? { auth: readerToken(name, badges && { badges }) } : { guest: { name } }),
        },
        { t: 'put', id: 2, topic: `thread:${topicName}`, key, op: 'add', data: { parent, text } },
      ],
      undefined,
      { address: name },
    );
    if (!Array.isArray(answers) || !answers.some(({ t }) => t === 'ok')) throw new Error(`Not taken: ${JSON.stringify(answers)}`);
    return key;
  };
  const moderate = async (act: ModData['act'], target: string, data: Omit<ModData, 'act'> = {}): Promise<void> => {
    const decide = async (version: number) => {
      const auth = readerToken('Tòa soạn', { roles: ['moderator'] });
      const put = { t: 'put', id: 2, topic: 'mod:demo', key: id(), op: 'mod', target, if: version, data: { act, ...data } };
      const answers = await core.post([{ t: 'hello', id: 1, v: [1], site: 'demo', auth }, put], undefined, { address: 'newsroom' });
      const answer = Array.isArray(answers) ? answers.find((frame) => 'id' in frame && frame.id === 2) : answers;
      return answer;
    };
    const first = await decide(0);
    // Without its version the one that is there is meant; the refusal says which.
    const current = first?.t === 'err' && first.code === 'conflict' ? (first.data?.['item'] as { readonly v: number } | undefined) : undefined;
    const last = current ? await decide(current.v) : first;
    if (last?.t !== 'ok') throw new Error(`Not decided: ${JSON.stringify(last)}`);
  };
  const publish = async (given: readonly SeedArticle[]): Promise<void> => {
    const outcome = await core.publish(
      given.map(({ thread: name, at, title = name, scopes = ['home'], closesAt }) => ({
        thread: name,
        url: `https://bao.example/${name}.html`,
        title,
        at: Date.parse(at),
        scopes: [...scopes],
        ...(closesAt !== undefined && { closesAt: Date.parse(closesAt) }),
      })),
      trusted,
    );
    if ('t' in outcome) throw new Error(`Not published: ${JSON.stringify(outcome)}`);
  };

  if (articles.length > 0) await publish(articles);
  const seeds = flatten(comments, null, id);
  // Written in the order of time, as they would have been.
  for (const { seed, key, parent, ago } of [...seeds].sort((a, b) => b.ago - a.ago)) {
    now = start - ago * MINUTE;
    await write(thread, seed.name, seed.text, parent, key, seed.badges);
  }
  now = start;
  await core.project();

  const device = ({ store = createMemoryStore(), origin, line = 'good' }: DevicePlan = {}): Device => {
    const peer = { address: 'device', ...(origin !== undefined && { origin }) };
    const { over, set } = createLine(line);
    const page = createPage();
    const wire = createMemoryWire(core, peer);
    const connect: Wire['connect'] = async (handlers, discovery) => {
      // What the Socket.IO wire says of a page that is not on the server's list.
      if (core.refuse(peer)) throw new WireError('refused-origin');
      return wire.connect(handlers, discovery);
    };
    const client = createClient({
      wire: over({ ...wire, connect }),
      clock,
      timers,
      random: () => 0.1,
      ids: () => id(),
      store,
      page,
      report: (error) => console.error(error),
    });
    return { client, setLine: set, setOnline: page.setOnline };
  };

  return {
    ...device(plan),
    thread,
    device,
    ids: seeds.map(({ key }) => key),
    write: (name, text, parent = null) => write(thread, name, text, parent),
    moderate,
    publish,
    pass: (ms) => {
      now += ms;
    },
    close: () => core.close(),
  };
}

interface Seed {
  readonly seed: SeedComment;
  readonly key: string;
  readonly parent: string | null;
  readonly ago: number;
}

function flatten(comments: readonly SeedComment[], parent: string | null, id: () => string, above = 61): Seed[] {
  return comments.flatMap((seed, index) => {
    const key = id();
    const ago = seed.minutesAgo ?? Math.max(0, above - 1 - index);
    return [{ seed, key, parent, ago }, ...flatten(seed.replies ?? [], key, id, ago)];
  });
}

function createPage(): Page & { setOnline(online: boolean): void } {
  let online = true;
  const listeners = new Set<() => void>();
  return {
    visibility: 'visible',
    get online() {
      return online;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setOnline: (value) => {
      online = value;
      for (const listener of listeners) listener();
    },
  };
}

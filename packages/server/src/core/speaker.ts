import {
  type ClientFrame,
  type Hello,
  type Op,
  PROTOCOL_VERSION,
  type Put,
  parseTopic,
  readClientFrame,
  type ServerFrame,
  type Sub,
  type User,
  type Welcome,
} from '@bandoc/protocol';
import { emptyQuotes } from './change-comment.ts';
import { createGuest, type Identity } from './identity.ts';
import { isPrivate } from './kept-topic.ts';
import { checkData, readName } from './limits.ts';
import type { CorePorts } from './ports.ts';
import { readTopic } from './read-topic.ts';
import { Refusal } from './refusal.ts';
import { writes } from './writes/writes.ts';

/** What a conversation needs of its core. */
export interface SpeakerContext extends CorePorts {
  /** Features granted, and limits told: what `welcome` and discovery have in common. */
  grants(): Pick<Welcome, 'now' | 'max' | 'tick' | 'tz' | 'feat'>;
  /** A commit to these topics is durable. */
  committed(topics: readonly string[]): void;
}

/** One side of a conversation: who speaks, and the answers to hello, put and one-shot sub, whatever the binding. */
export class Speaker {
  readonly #context: SpeakerContext;
  readonly #address: string;
  #auth: string | undefined;
  /** What the last hello asked to be found by in the log. */
  trace: string | undefined;

  constructor(context: SpeakerContext, address: string, auth?: string) {
    this.#context = context;
    this.#address = address;
    this.#auth = auth;
  }

  /** Answers a hello (rules HS2–HS8). One that is refused leaves nobody speaking. */
  async hello(frame: Hello): Promise<{ readonly welcome: Welcome; readonly identity: Identity | undefined }> {
    const { settings, tokens, grants } = this.#context;
    this.#auth = undefined;
    this.trace = frame.trace;
    if (!frame.v.includes(PROTOCOL_VERSION)) throw new Refusal('version', 'v: none in common', { data: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION } });
    if (frame.site !== settings.site) throw new Refusal('not-found', 'site: not served here');
    const known = frame.auth === undefined ? undefined : await tokens.verify(frame.auth);
    const identity = frame.guest && (!known || known.guest) ? this.#guest(frame.guest.name, known) : known;
    const issued = identity && identity !== known ? await tokens.issue(identity) : undefined;
    this.#auth = issued ?? frame.auth;
    return {
      identity,
      welcome: {
        t: 'welcome',
        id: frame.id,
        v: PROTOCOL_VERSION,
        ...grants(),
        ...(identity ? { user: userOf(identity) } : {}),
        ...(issued === undefined ? {} : { auth: issued }),
        ...(identity?.exp === undefined ? {} : { exp: identity.exp }),
      },
    };
  }

  #guest(given: string, known: Identity | undefined): Identity {
    const name = readName(given, this.#context.settings);
    if (!known) return createGuest(this.#context.ids.random(), name);
    return known.name === name ? known : { ...known, name };
  }

  async put(frame: Put): Promise<ServerFrame> {
    checkData(frame.data, this.#context.settings);
    const identity = await this.identify();
    if (!identity) throw new Refusal('auth', 'put: say hello first', { retry: 0 });
    const write = Object.hasOwn(writes, frame.op) ? writes[frame.op as Op] : undefined;
    if (!write) throw new Refusal('unsupported', `op: this server has no "${frame.op}"`);
    const { ok, topics } = await write(frame, { ...this.#context, identity, address: this.#address });
    if (!ok.dup) this.#context.committed(topics);
    if (frame.target !== undefined && ok.item) await this.#emptyQuotes(ok.item.id);
    return ok;
  }

  /** A change is answered once nobody quotes what it took back (rules QT2, DL2), also when it is answered again: the first time may have been cut off. */
  async #emptyQuotes(target: string): Promise<void> {
    const { storage, settings, committed } = this.#context;
    while ((await storage.view((reader) => reader.misquoted(1, target))).length > 0)
      committed(await storage.transact((transaction) => emptyQuotes(target, transaction, settings)));
  }

  /** Reads once; `key` is whom the reading is counted by. */
  async read(frame: Sub, key: string, follow: 'off' | 'poll'): Promise<ServerFrame> {
    const { limiter, settings } = this.#context;
    const wait = await limiter.take('read', key);
    if (wait) throw new Refusal('rate', 'sub: too often', { retry: wait });
    const state = await readTopic(frame, this.#context, await this.readerOf(frame.topic));
    return { ...state, id: frame.id, follow, ...(follow === 'poll' ? { next: settings.poll } : {}) };
  }

  /** Whose a topic is, asked by the token of now: nobody's where it is public. */
  async readerOf(topic: string): Promise<Identity | undefined> {
    return isPrivate(topic) ? this.identify() : undefined;
  }

  /** Who speaks now: a token that has ended since hello counts no more. */
  async identify(): Promise<Identity | undefined> {
    return this.#auth === undefined ? undefined : this.#context.tokens.verify(this.#auth);
  }
}

/** Reads one frame of a message; refuses what is no frame of this version (rules FR2, FR3) and what this version does not have. */
export function readFrame(value: unknown): ClientFrame {
  const reading = readClientFrame(value);
  if (!('frame' in reading)) throw new Refusal(reading.unknown ? 'unsupported' : 'bad-frame', reading.fault);
  const { frame } = reading;
  if (frame.t === 'sub') {
    const once = frame.page ?? frame.parent ?? frame.around;
    if (once !== undefined && frame.follow !== 'off') throw new Refusal('bad-frame', 'page, parent, around: need follow: off');
    const { kind } = parseTopic(frame.topic);
    if (kind === 'names' && frame.follow !== 'off') throw new Refusal('bad-frame', 'names: need follow: off');
    if (frame.follow === 'head' && kind !== 'thread') throw new Refusal('unsupported', 'follow: head is for threads');
  }
  return frame;
}

/** The id and the topic that an answer to a value, which may be no frame, should name. */
export function aboutOf(value: unknown): { readonly id?: number } {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? { id } : {};
}

function userOf({ id, name, roles }: Identity): User {
  return { id, name, roles: [...roles] };
}

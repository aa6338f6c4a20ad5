import { type ArticleChange, type Discovery, type Err, PROTOCOL_VERSION, type ServerFrame, type Snap } from '@bandoc/protocol';
import QuickLRU from 'quick-lru';
import { createGate } from './gate.ts';
import { createHub } from './hub.ts';
import { follow, parsePlaces, withoutIds } from './listen.ts';
import { misquotes } from './misquotes.ts';
import type { HeldPeople } from './names.ts';
import { OFFERED, offeredTokens, readOffered } from './offered.ts';
import { aboutPeer, type Peer } from './peer.ts';
import type { CorePorts } from './ports.ts';
import { createProjector } from './projector.ts';
import { type PublishOutcome, publishArticles } from './publish-articles.ts';
import { createQueryReader } from './query.ts';
import { type HeldStates, heldTopic, readTopic } from './read-topic.ts';
import { Refusal, toErr } from './refusal.ts';
import { createRounds } from './rounds.ts';
import { OpenSession, type Session, type SessionContext, type Wire } from './session.ts';
import { aboutOf, readFrame, Speaker, type SpeakerContext } from './speaker.ts';
import { tallies } from './tallies.ts';
import { votes } from './votes.ts';

/** A site's whole server, apart from sockets, files and clocks. Nothing in it throws at a binding. */
export interface Core {
  /** Says why a peer may neither write nor open a connection: its page is not on the list. Nothing where it may. */
  refuse(peer: Peer): Err | undefined;
  /** Takes a new connection; one that is refused is told so and ended, and its session does nothing. */
  connect(peer: Peer, wire: Wire): Session;
  /** Takes a connection that cannot speak, and only listens to topics, each as `topic@cursor` or a topic alone; or says why not. */
  listen(places: readonly string[], peer: Peer, wire: Wire): Promise<Session | Err>;
  /** Reads a topic once, for anybody: answered at once where nothing was written since it was last read so. */
  read(topic: string, query: Readonly<Record<string, string>>, peer: Peer): Snap | Err | Promise<Snap | Err>;
  /** Answers frames without a connection, one answer each; `auth` is the request's own token. An err alone refuses all of them. */
  post(message: unknown, auth: string | undefined, peer: Peer): Promise<ServerFrame[] | Err>;
  /** Takes in the paper's articles. `auth` is a host's token; the paper's own process passes `trusted`. */
  publish(changes: ArticleChange | readonly ArticleChange[], auth: string | undefined | typeof trusted, peer?: Peer): Promise<PublishOutcome | Err>;
  /** `bind` has addresses relative to the server's base. */
  discovery(bind?: Discovery['bind']): Discovery;
  /** How many topics are followed, and of how many there are news that were not told yet. */
  topics(): { readonly followed: number; readonly waiting: number };
  /** Brings what is counted up to date now. */
  project(): Promise<void>;
  /** Waits for what was begun, for `drain` ms at most, and refuses all else (`busy`, come back); then ends all connections and timers. The storage is its owner's to close. */
  close(): Promise<void>;
}

/** So many answers are held: of a page's most asked for threads, the first window in both orders. */
const HELD = 500;
/** Of so many threads it is held who wrote in them. */
const HELD_PEOPLE = 50;

/** Stands for a token where the caller is the server's own process. */
export const trusted: unique symbol = Symbol('trusted');

/** The reason by which a server that is going down ends its connections; pages come back with cursors. */
export const goingDown: Err = { t: 'err', code: 'busy', retry: 2_000, msg: 'the server is going down' };

export function createCore(given: CorePorts): Core {
  let closing = false;
  let closed = false;
  // What is cut off by the end is no failure worth a word.
  const log: CorePorts['log'] = (event) => {
    if (!closed) given.log(event);
  };
  const held: HeldStates = new QuickLRU({ maxSize: HELD });
  const people: HeldPeople = new QuickLRU({ maxSize: HELD_PEOPLE });
  const ports = { ...given, log, held, people, tokens: offeredTokens(given.tokens, given.settings) };
  const { settings, clock, limiter, timers } = ports;
  const readQuery = createQueryReader(settings);
  const hub = createHub(ports);
  const projector = createProjector([tallies, votes, misquotes], { ...ports, changed: (topics) => hub.mark(topics) });
  const gate = createGate(settings, log);
  const live = new Set<OpenSession>();
  const underWay = new Set<Promise<unknown>>();

  const grants: SpeakerContext['grants'] = () => ({
    now: clock.now(),
    max: {
      message: settings.message,
      batch: settings.batch,
      subs: settings.subs,
      text: settings.text,
      budget: settings.sendBudget,
      beacon: settings.beacon,
      slow: settings.slow,
      ping: settings.ping,
      stream: settings.stream,
      hello: settings.hello,
    },
    tick: settings.tick,
    tz: settings.tz,
    feat: OFFERED.filter((feature) => !settings.without.includes(feature)),
  });
  const context: SpeakerContext = {
    ...ports,
    grants,
    committed: (topics) => {
      hub.mark(topics);
      projector.mark();
    },
  };

  const connected: SessionContext = {
    ...context,
    hub,
    gate,
    beats: createRounds(settings.beacon, (session) => void session.beat(), { clock, timers }),
    left: (session, address) => {
      live.delete(session);
      gate.leaveAddress(address);
    },
  };

  /** Takes a connection in, or throws why not. */
  const admit = (peer: Peer, wire: Wire): Session => {
    gate.checkOrigin(peer);
    gate.enterAddress(peer.address);
    const session = new OpenSession(connected, peer, wire);
    live.add(session);
    return session;
  };

  const checkReading = async (taken: number | Promise<number>) => {
    const wait = await taken;
    if (wait) throw new Refusal('rate', 'GET: too often', { retry: wait });
  };

  const told = (error: unknown, peer?: Peer, about?: { readonly id?: number }, trace?: string): Err => {
    const err = toErr(error, about);
    if (err.code === 'internal') log({ kind: 'failure', detail: 'answering a request', error, ...(peer && aboutPeer(peer, trace)) });
    return err;
  };

  /** Runs a request, which the end will wait for; once that has begun, there is no other. */
  const begin = async <T>(request: () => Promise<T>): Promise<T | Err> => {
    if (closing) return goingDown;
    const running = request();
    underWay.add(running);
    return running.finally(() => underWay.delete(running));
  };

  const readAnew = async (taken: number | Promise<number>, topic: string, query: Readonly<Record<string, string>>, peer: Peer): Promise<Snap | Err> => {
    try {
      await checkReading(taken);
      return { ...(await readTopic(readQuery(topic, query), ports)), follow: 'off' };
    } catch (error) {
      return told(error, peer);
    }
  };

  /** Waits for what was begun, as long as may be. */
  const drain = async () => {
    const ends = Promise.allSettled([...underWay, ...[...live].map((session) => session.drain(goingDown))]);
    let cancel = () => {};
    await Promise.race([ends, new Promise<void>((resolve) => (cancel = timers.after(settings.drain, resolve)))]);
    cancel();
  };

  // What a crash left undone is found at once.
  projector.mark();

  const core: Core = {
    refuse: (peer) => {
      try {
        gate.checkOrigin(peer);
        return undefined;
      } catch (error) {
        return told(error, peer);
      }
    },

    connect: (peer, wire) => {
      try {
        return closing ? turnAway(goingDown, wire) : admit(peer, wire);
      } catch (error) {
        return turnAway(told(error, peer), wire);
      }
    },

    listen: async (places, peer, wire) => {
      try {
        gate.checkOrigin(peer);
        const subs = parsePlaces(places, settings);
        for (const _ of subs) await checkReading(limiter.take('get', peer.address));
        const session = admit(peer, withoutIds(wire, subs));
        follow(session, settings.site, subs);
        return session;
      } catch (error) {
        return told(error, peer);
      }
    },

    read: (topic, query, peer) => {
      if (closing) return goingDown;
      try {
        const wait = limiter.take('get', peer.address);
        const held = wait === 0 ? heldTopic(readQuery(topic, query), ports) : undefined;
        return held ? { ...held, now: clock.now(), follow: 'off' } : begin(() => readAnew(wait, topic, query, peer));
      } catch (error) {
        return told(error, peer);
      }
    },

    post: async (message, auth, peer) => {
      const values: readonly unknown[] = Array.isArray(message) ? message : [message];
      try {
        gate.checkOrigin(peer);
        if (values.length > settings.batch) throw new Refusal('bad-frame', `at most ${settings.batch} frames a message`);
      } catch (error) {
        return told(error, peer);
      }
      const speaker = new Speaker(context, peer.address, auth);
      const answers: ServerFrame[] = [];
      for (const value of values) {
        try {
          const frame = readOffered(readFrame(value), settings);
          if (frame.t === 'hello') answers.push((await speaker.hello(frame)).welcome);
          else if (frame.t === 'put') answers.push(await speaker.put(frame));
          else if (frame.t === 'sub') answers.push(await speaker.read(frame, peer.address, frame.follow === 'off' ? 'off' : 'poll'));
          else throw new Refusal('unsupported', `${frame.t}: needs a connection`);
        } catch (error) {
          answers.push(told(error, peer, aboutOf(value), speaker.trace));
        }
      }
      return answers;
    },

    publish: async (changes, auth, peer) => {
      try {
        if (auth !== trusted) {
          if (settings.without.includes('articles')) throw new Refusal('not-found', 'this server does not offer "articles"');
          if (peer) gate.checkOrigin(peer);
          if (auth === undefined) throw new Refusal('auth', 'articles: need a token', { retry: 0 });
          const { rights } = await ports.tokens.verify(auth);
          if (!rights.includes('articles')) throw new Refusal('denied', 'articles: need the right "articles"');
        }
        const outcome = await publishArticles(Array.isArray(changes) ? changes : [changes], ports);
        hub.mark(outcome.topics);
        projector.mark();
        return outcome;
      } catch (error) {
        return told(error, peer);
      }
    },

    discovery: (bind = { http: 'v1' }) => ({ v: [PROTOCOL_VERSION], site: settings.site, ...grants(), bind }),
    topics: hub.topics,
    project: projector.run,
    close: async () => {
      closing = true;
      projector.close();
      await drain();
      closed = true;
      for (const session of live) session.finish(goingDown);
      hub.close();
    },
  };

  return {
    ...core,
    listen: (...request) => begin(() => core.listen(...request)),
    post: (...request) => begin(() => core.post(...request)),
    publish: (...request) => begin(() => core.publish(...request)),
  };
}

/** Ends a connection that is not taken in; its session does nothing. */
function turnAway(reason: Err, wire: Wire): Session {
  wire.send([reason]);
  wire.end(reason);
  return { receive: () => undefined, close: () => undefined, finish: () => undefined, conclude: async () => undefined, drain: async () => undefined };
}

import { type Link, type Query, type Wire, WireError } from '@bandoc/client';
import type { ClientFrame, Err, ServerFrame, Snap } from '@bandoc/protocol';
import { type EventStream, HttpLink, type StreamEnd } from '../../../packages/client/src/transports/http-link.ts';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import type { ServerMachine } from './server-machine.ts';

/** What a planted mistake does to frames; each stands for one in the client or the server. */
export interface FrameMutants {
  fromServer?(frame: ServerFrame): ServerFrame;
  fromClient?(frame: ClientFrame): ClientFrame;
}

/** How a page is connected: by a socket, or by posts with streams or polls. */
export type Binding = 'socket' | 'streams' | 'polls';

export interface FaultyNetwork {
  /** A wire of a page that is alive as long as `alive` says so, connected by this binding. */
  wire(name: string, alive: () => boolean, binding: Binding): Wire;
  /** Breaks all connections of one page, or of all. */
  cut(name?: string): void;
  calm(): void;
}

const PATIENCE = 30_000;
/** A page takes a stream that brings nothing for over, ms. */
const SILENCE = 60_000;
/** As long as an edge may keep an answer. */
const STALE = 12_000;

/** A network between pages and the machine: slow, with an edge cache, and losing and repeating what a network and a broker may. */
export function createFaultyNetwork(
  machine: ServerMachine,
  { time, random, trace, mutants }: { time: VirtualTime; random: Random; trace: (line: string) => void; mutants: FrameMutants },
): FaultyNetwork {
  let calm = false;
  const links = new Map<object, { readonly name: string; readonly cut: (told: boolean) => void }>();
  const cache = new Map<string, { readonly at: number; readonly answer: string }>();
  const faulty = (probability: number) => !calm && random.chance(probability);
  const delay = () => (calm ? 5 : random.below(random.chance(0.1) ? 1_500 : 60));
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const mutated = (frame: ServerFrame): ServerFrame => mutants.fromServer?.(frame) ?? frame;

  machine.onDeath(() => {
    // A machine that loses power does not say goodbye.
    for (const link of links.values()) link.cut(!faulty(0.2));
    cache.clear();
  });

  const pass = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve));

  const get = async (topic: string, query: Record<string, string>): Promise<Snap | Err> => {
    const address = JSON.stringify([topic, query]);
    const kept = cache.get(address);
    await pass(delay());
    if (kept && !calm && time.now() - kept.at <= STALE && random.chance(0.6)) return mutated(JSON.parse(kept.answer) as Snap) as Snap;
    const { core } = machine;
    if (!core || faulty(0.05)) {
      await pass(random.chance(0.5) ? 20 : PATIENCE);
      throw new WireError('unreachable');
    }
    const answer = await Promise.race([core.read(topic, query, { address: 'sim' }), pass(PATIENCE)]);
    if (!answer) throw new WireError('unreachable');
    if (answer.t === 'snap') cache.set(address, { at: time.now(), answer: JSON.stringify(answer) });
    // Slower than what the connection brings meanwhile, often: so a page is older than the cursor it meets.
    await pass(calm ? 5 : random.below(random.chance(0.4) ? 4_000 : 60));
    return mutated(copy(answer)) as Snap | Err;
  };

  // What was sent arrives in the order of sending, however long each takes.
  const createLane = (deliver: (message: unknown) => void) => {
    let last = 0;
    return (message: unknown) => {
      last = Math.max(last, time.now() + delay());
      time.after(last - time.now(), () => deliver(message));
    };
  };

  /** Brings a server's frames to their page, or not, or twice. */
  const deliver = (name: string, down: (message: unknown) => void) => (frames: readonly ServerFrame[]) => {
    for (const frame of frames) {
      const lost = frame.t === 'ev' ? 0.08 : 0.01;
      if (faulty(lost)) trace(`${name} ← ${frame.t} lost`);
      else {
        down([mutated(copy(frame))]);
        if (frame.t === 'ev' && faulty(0.1)) down([mutated(copy(frame))]);
      }
    }
  };

  const post = async (name: string, frames: readonly ClientFrame[]): Promise<ServerFrame[] | Err> => {
    const message = copy(frames).map((frame) => mutants.fromClient?.(frame) ?? frame);
    await pass(delay());
    const { core } = machine;
    if (!core || faulty(0.05)) throw new WireError('unreachable');
    const answers = await Promise.race([core.post(message, undefined, { address: name }), pass(PATIENCE)]);
    await pass(delay());
    if (!answers || faulty(0.05)) throw new WireError('unreachable');
    return Array.isArray(answers) ? answers.map((answer) => mutated(copy(answer))) : answers;
  };

  const stream = (name: string, places: readonly string[], message: (frames: unknown) => void): EventStream => {
    const self = {};
    let open = true;
    let cut = (_told: boolean): void => {
      open = false;
    };
    const run = async (): Promise<StreamEnd> => {
      await pass(delay());
      const { core } = machine;
      if (!core || !open || faulty(0.1)) throw new WireError('unreachable');
      return new Promise((resolve, reject) => {
        const down = createLane((frames) => open && message(frames));
        const lost = () => reject(new WireError('unreachable'));
        const listening = core.listen(places, { address: name }, { send: deliver(name, down), end: () => void time.after(delay(), () => resolve('over')) });
        cut = (told) => {
          open = false;
          links.delete(self);
          void listening.then((session) => 'code' in session || session.close());
          time.after(told ? delay() : SILENCE, lost);
        };
        links.set(self, { name, cut });
        const conclude = async () => {
          const session = await listening;
          if ('code' in session) return resolve(session);
          await pass(random.below(60_000));
          await session.conclude();
          await pass(delay());
          resolve('over');
        };
        void conclude();
      });
    };
    return { ended: run(), close: () => cut(false) };
  };

  return {
    wire: (name, alive, binding) => ({
      get: async (topic, query) => {
        const answer = await get(topic, { ...query });
        return alive() ? answer : new Promise(() => {});
      },
      discover: async () => {
        await pass(delay());
        if (!machine.core) throw new WireError('unreachable');
        return copy(machine.core.discovery());
      },
      connect: async (handlers, discovery): Promise<Link> => {
        if (binding !== 'socket') {
          const heard = { frames: (message: unknown) => alive() && handlers.frames(message), closed: () => alive() && handlers.closed() };
          const requests = {
            get: (topic: string, query: Query) => get(topic, { ...query }),
            post: (frames: readonly ClientFrame[]) => post(name, frames),
            ...(binding === 'streams' && { stream: (places: readonly string[], message: (frames: unknown) => void) => stream(name, places, message) }),
          };
          const link = new HttpLink(requests, heard, discovery);
          links.set(link, { name, cut: () => link.close() });
          return link;
        }
        await pass(delay());
        const { core } = machine;
        if (!core || faulty(0.1)) throw new WireError('unreachable');
        const self = {};
        let open = true;
        const cut = (told: boolean) => {
          if (!open) return;
          open = false;
          links.delete(self);
          session.close();
          if (told) time.after(delay(), () => alive() && handlers.closed());
        };
        const down = createLane((message) => open && alive() && handlers.frames(message));
        const session = core.connect({ address: name }, { send: deliver(name, down), end: () => void time.after(delay(), () => cut(true)) });
        const up = createLane((message) => open && session.receive(message));
        links.set(self, { name, cut });
        return {
          send: (frames) => {
            const message = copy(frames).map((frame) => mutants.fromClient?.(frame) ?? frame);
            up(message);
            if (message.some((frame) => frame.t === 'put') && faulty(0.1)) up(message);
          },
          close: () => cut(false),
        };
      },
    }),
    cut: (name) => {
      for (const link of Array.from(links.values())) if (name === undefined || link.name === name) link.cut(!faulty(0.2));
    },
    calm: () => {
      calm = true;
    },
  };
}

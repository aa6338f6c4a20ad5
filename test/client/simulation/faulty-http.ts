import { type Query, WireError } from '@bandoc/client';
import type { ClientFrame, Err, ServerFrame, Snap } from '@bandoc/protocol';
import type { EventStream, HttpRequests, StreamEnd } from '../../../packages/client/src/transports/http-link.ts';
import { copy } from './copy.ts';
import type { Lines, NetworkOptions } from './faulty-wire.ts';
import type { Weather } from './weather.ts';

const PATIENCE = 30_000;
/** A page takes a stream that brings nothing for over, ms. */
const SILENCE = 60_000;
/** As long as an edge may keep an answer. */
const STALE = 12_000;

export interface FaultyHttp {
  get(name: string, topic: string, query: Query): Promise<Snap | Err>;
  post(name: string, frames: readonly ClientFrame[]): Promise<ServerFrame[] | Err>;
  stream(name: string, places: readonly string[], message: (frames: unknown) => void): EventStream;
  /** What an `HttpLink` of a tab is made of. */
  requests(name: string, streams: boolean): HttpRequests;
}

/** Requests over a network that loses them on either way, with an edge cache before the server. */
export function createFaultyHttp(lines: Lines, { machine, time, random, mutant, witness }: NetworkOptions, weather: Weather): FaultyHttp {
  const { faulty, delay, pass, lose } = weather;
  const cache = new Map<string, { readonly at: number; readonly answer: Snap }>();

  /** A server that is asked, and may be gone before it answers. */
  const ask = async <T>(run: (core: NonNullable<typeof machine.core>) => Promise<T>): Promise<T> => {
    const { core } = machine;
    if (!core || faulty(0.05)) {
      await pass(random.chance(0.5) ? 20 : PATIENCE);
      return lose();
    }
    const answer = await Promise.race([run(core), pass(PATIENCE)]);
    return answer ?? lose();
  };

  const get: FaultyHttp['get'] = async (name, topic, query) => {
    const address = `${topic} ${JSON.stringify(query)}`;
    const kept = cache.get(address);
    const isKept = kept && !weather.calm && time.now() - kept.at <= STALE && random.chance(0.6);
    const heard = witness.listen(name);
    const answer = isKept ? kept.answer : await ask(async (core) => core.read(topic, { ...query }, { address: 'sim' }));
    if (!isKept) heard.sent(answer);
    if (!isKept && answer.t === 'snap') cache.set(address, { at: time.now(), answer });
    // Slower than what the connection brings meanwhile, often: so a page is older than the cursor it meets.
    await pass(weather.calm ? 5 : random.below(random.chance(0.4) ? 4_000 : 100));
    const told = copy(answer);
    return (mutant.fromServer?.(told, {})[0] ?? told) as Snap | Err;
  };

  const post: FaultyHttp['post'] = async (name, frames) => {
    const message = copy(frames).map((frame) => mutant.fromClient?.(frame) ?? frame);
    await pass(delay());
    const heard = witness.listen(name);
    heard.received(message);
    const self = {};
    const answers = await ask((core) => core.post(message, undefined, { address: name }));
    const told = Array.isArray(answers) ? answers.flatMap((answer) => mutant.fromServer?.(copy(answer), self) ?? [copy(answer)]) : answers;
    for (const answer of [told].flat()) heard.sent(answer);
    await pass(delay());
    return faulty(0.05) ? lose() : told;
  };

  const stream: FaultyHttp['stream'] = (name, places, message) => {
    const self = {};
    let open = true;
    let cut = (_told: boolean): void => {
      open = false;
    };
    const run = async (): Promise<StreamEnd> => {
      await pass(delay());
      const { core } = machine;
      if (!core || !open || faulty(0.1)) return lose();
      return new Promise((resolve, reject) => {
        const { send } = lines.down(name, self, witness.listen(name), (frames) => open && message(frames));
        const listening = core.listen(places, { address: name }, { send, end: () => void time.after(delay(), () => resolve('over')) });
        cut = (told) => {
          open = false;
          lines.drop(self);
          void listening.then((session) => 'code' in session || session.close());
          time.after(told ? delay() : SILENCE, () => reject(new WireError('unreachable')));
        };
        lines.add(self, name, cut);
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
    get,
    post,
    stream,
    requests: (name, streams) => ({
      get: (topic, query) => get(name, topic, query),
      post: (frames) => post(name, frames),
      ...(streams && { stream: (places: readonly string[], message: (frames: unknown) => void) => stream(name, places, message) }),
    }),
  };
}

import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asSnap, rowsOf, seqOf } from '../frames.ts';
import { open } from '../request.ts';
import type { Trial } from '../trial.ts';

/** ms, where a server does not announce it. */
const STREAM = 60_000;
/** What a server may be late by, ms. */
const GRACE = 4_000;

/** Stream: rules ES1 to ES6. */
export const streams: readonly Case[] = [
  {
    id: 'ES1.snap-then-ev',
    force: 'MUST',
    says: 'A stream has of each topic first the snap, without an id, then its ev, each event’s data an array of frames.',
    usually: 'Frames come one by one and not as an array, or the snaps are left to another request.',
    over: ['stream'],
    run: async (trial) => {
      const [one, two] = [await trial.thread(), await trial.thread()];
      const link = await trial.stream([one, two]);
      for (const topic of [one, two])
        demand(
          await link.find((frame) => 'topic' in frame && frame.topic === topic, `the first of ${topic}`),
          { t: 'snap', id: undefined, mode: 'full', follow: 'items' },
          'the snap',
        );
      const { key } = await (await trial.reader()).add(two, 'một');
      const ev = await link.find((frame) => frame.t === 'ev' && rowsOf(frame).some(({ id }) => id === key), 'its event');
      demand(ev, { topic: two }, 'the ev is of its topic');
    },
  },
  {
    id: 'ES1.cursor',
    force: 'MUST',
    says: 'A topic with a cursor begins with a delta.',
    usually: 'The cursor is taken for a part of the name, or Last-Event-ID is looked at in its place.',
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { at } = await lan.add(topic, 'một');
      const { key } = await lan.add(topic, 'hai');
      const { snap } = await trial.follow(topic, at);
      demand([snap.mode, rowsOf(snap)], ['delta', [{ id: key }]], 'what came after');
    },
  },
  {
    id: 'ES2.one-cannot',
    force: 'MUST',
    says: 'A topic that cannot be followed draws an err with its name and no id, and the others go on.',
    usually: 'The whole stream is refused.',
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { at } = await (await trial.reader()).add(topic, 'một');
      const future = await trial.thread();
      const link = await trial.stream([`${future}@${(at ?? '').replace(/\d+$/, '99')}`, topic]);
      demand(await link.find((frame) => frame.t === 'err', 'the err'), { topic: future, id: undefined, code: 'reset' }, 'of what cannot be followed');
      asSnap(await link.find((frame) => frame.t === 'snap' && frame.topic === topic, 'the snap of the other'));
      await (await trial.reader()).add(topic, 'hai');
      await link.find((frame) => frame.t === 'ev' && frame.topic === topic, 'the event of the other');
    },
  },
  {
    id: 'ES3.ends',
    force: 'MUST',
    says: 'A stream ends of itself between three and five quarters of max.stream, its last frame an ev of its topic.',
    usually: 'It goes on until a proxy cuts it, in the middle of an event.',
    within: 110_000,
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      const begun = Date.now();
      const { link } = await trial.follow(topic);
      const span = trial.about.max.stream ?? STREAM;
      await link.ended(span * 1.25 + GRACE);
      const took = Date.now() - begun;
      demandThat(took >= span * 0.75 - 500, took, `it lasts at least ${span * 0.75} ms`);
      demand(link.came.at(-1), { t: 'ev', topic }, 'it ends after an ev');
    },
  },
  {
    id: 'ES3.not-at-once',
    force: 'MUST',
    says: 'Streams that begin together do not end together.',
    usually: 'All have one time, and come back as one.',
    within: 110_000,
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      const begun = Date.now();
      const span = trial.about.max.stream ?? STREAM;
      const took = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const { link } = await trial.follow(topic);
          await link.ended(span * 1.25 + GRACE);
          return Date.now() - begun;
        }),
      );
      // By chance eight lie within a twentieth of what they may be spread over once in a hundred million times.
      demandThat(Math.max(...took) - Math.min(...took) > span / 40, took, 'eight streams end at times of their own');
    },
  },
  {
    id: 'ES3.coming-back',
    force: 'MUST',
    says: 'Who comes back with the cursor of the last ev has lost nothing that was written meanwhile.',
    usually: 'The new stream begins with what comes from now on.',
    invariant: 'I1',
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { link, snap } = await trial.follow(topic);
      const lan = await trial.reader();
      const { key: told } = await lan.add(topic, 'một');
      const ev = await link.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === told), 'the event');
      link.close();
      const { key } = await lan.add(topic, 'hai');
      const again = await trial.follow(topic, ev.t === 'ev' ? `${ev.epoch}:${ev.to}` : snap.at);
      demand([again.snap.mode, rowsOf(again.snap)], ['delta', [{ id: key }]], 'what was written meanwhile');
      demandThat(seqOf(again.snap.at) >= 2, again.snap.at, 'it leads to where the topic stands');
    },
  },
  {
    id: 'ES4.not-as-asked',
    force: 'MUST',
    says: 'No topic, one that is none, or another parameter is 400.',
    usually: 'A stream that says nothing is opened.',
    over: ['stream'],
    run: async (trial) => {
      const topic = await trial.thread();
      for (const query of ['', '?t=', '?t=a%20b', `?t=${topic}@x`, `?t=${topic}&x=1`, `?t=${topic}&auth=x`])
        demand((await begin(trial, query)).status, 400, query || 'no topic');
    },
  },
  {
    id: 'ES4.too-many',
    force: 'MUST',
    says: 'More than max.subs topics are 403; as many are taken.',
    usually: 'They are not counted.',
    over: ['stream'],
    run: async (trial) => {
      const { subs } = trial.about.max;
      const topics = await Promise.all(Array.from({ length: subs + 1 }, () => trial.thread()));
      const query = (count: number) =>
        `?${topics
          .slice(0, count)
          .map((topic) => `t=${topic}`)
          .join('&')}`;
      demand((await begin(trial, query(subs + 1))).status, 403, 'one too many');
      demand((await begin(trial, query(subs))).status, 200, 'as many');
    },
  },
  {
    id: 'ES4.unlisted',
    force: 'MUST',
    says: 'A page whose Origin is not listed is 403.',
    usually: 'The origin is left to CORS, and any page keeps connections open.',
    over: ['stream'],
    run: async (trial) => demand((await begin(trial, `?t=${await trial.thread()}`, { origin: 'https://unlisted.example' })).status, 403, 'it is refused'),
  },
  {
    id: 'ES4.other-method',
    force: 'MUST',
    says: 'Any method but GET is 405.',
    usually: 'The route takes all methods.',
    over: ['stream'],
    run: async (trial) => {
      for (const method of ['POST', 'PUT', 'DELETE'])
        demand(await trial.request(`${path(trial)}?t=${await trial.thread()}`, { method }), { status: 405 }, method);
    },
  },
  {
    id: 'ES5.no-store',
    force: 'MUST',
    says: 'A stream is text/event-stream and no-store, for the page that asked.',
    usually: 'A proxy keeps it, or gathers what passes.',
    over: ['stream'],
    run: async (trial) => {
      const { origin } = trial.target;
      const { status, headers } = await begin(trial, `?t=${await trial.thread()}`, origin === undefined ? {} : { origin });
      demand([status, headers['content-type'], headers['cache-control']], [200, /^text\/event-stream/, /no-store/], 'its headers');
      if (origin !== undefined)
        demand(headers['access-control-allow-origin'], (allowed: unknown) => allowed === origin || allowed === '*', 'its page may read it');
    },
  },
  {
    id: 'ES6.nobody',
    force: 'MUST',
    says: 'A stream looks at no Authorization: what is hers is err auth on it, whoever asks.',
    usually: 'It is taken from a cookie or a header, and the answer is another for each.',
    feat: ['mine'],
    over: ['stream'],
    run: async (trial) => {
      const lan = await trial.reader();
      const topic = (await trial.thread()).replace('thread:', 'mine:');
      const { text } = await begin(trial, `?t=${topic}`, { authorization: `Bearer ${lan.auth}` });
      demandThat(/"t":"err"/.test(text) && /"code":"auth"/.test(text), text, 'it is refused');
    },
  },
];

function path(trial: Trial): string {
  return trial.about.bind.stream ?? 'v1/stream';
}

/** Begins a stream and leaves it: its status, headers, and what came first. */
async function begin(trial: Trial, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await open(trial.target.at(path(trial) + query), { accept: 'text/event-stream', ...headers });
  const text = await new Promise<string>((resolve) => {
    response.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    response.once('end', () => resolve(''));
  });
  response.destroy();
  trial.transcript.add('came', `GET ${path(trial)}${query}`, `${response.statusCode} ${text}`);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asWelcome } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';

/** HTTP, what is read and written: rules HT1 to HT5. */
export const requests: readonly Case[] = [
  {
    id: 'HT1.discovery',
    force: 'MUST',
    says: 'GET of the base’s v1 says what the server is, its clock among it, and welcome says the same.',
    usually: 'The two are written by hand in two places.',
    over: ['http'],
    run: async (trial) => {
      const { status, headers, body } = await trial.request('v1');
      demand([status, headers['content-type']], [200, /^application\/json/], 'it is JSON');
      const [frame] = await trial.post([{ t: 'hello', id: 1, v: [1], site: trial.site }]);
      const { max, tick, tz, feat, now } = asWelcome(frame);
      demand(body, { site: trial.site, max, tick, tz, v: (v: unknown) => Array.isArray(v) && v.includes(1) }, 'it says what welcome says');
      demand([...(body as { feat: string[] }).feat].sort(), [...feat].sort(), 'the same features');
      // It may have been kept by a cache for some minutes.
      demandThat(Math.abs((body as { now: number }).now - now) < 3_600_000, body, `its clock is that of welcome, ${now}`);
    },
  },
  {
    id: 'HT2.unknown-parameter',
    force: 'SHOULD',
    says: 'A parameter that the protocol does not have is 400.',
    usually: 'It is ignored, and anybody may split the cache with ?x=1, ?x=2 and so on; or an order that no server has is refused as a feature.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      for (const query of [{ x: 1 }, { auth: 'x' }, { follow: 'off' }, { t: 'sub' }, { q: 'lan' }, { limit: 21 }, { min: 'x' }])
        demand(await trial.get(topic, query), { status: 400, body: { t: 'err', code: 'bad-frame' } }, JSON.stringify(query));
    },
  },
  {
    id: 'HT2.not-as-asked',
    force: 'MUST',
    says: 'A parameter that is not as its field of a sub is 400.',
    usually: 'It is taken for the default, and the page believes that it has what it asked for.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      for (const query of [{ limit: 'x' }, { limit: 51 }, { since: 'x' }])
        demand(await trial.get(topic, query), { status: 400, body: { t: 'err', code: 'bad-frame' } }, JSON.stringify(query));
      demand(await trial.get(topic, { sort: 'best' }), { status: 400, body: { t: 'err', code: /^(bad-frame|unsupported)$/ } }, 'an order that there is not');
    },
  },
  {
    id: 'HT2.parameters',
    force: 'MUST',
    says: 'since, limit, sort and min are taken.',
    usually: 'min, which only keeps an old answer of a cache away, is unknown to it.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { at = '' } = await (await trial.reader()).add(topic, 'một');
      for (const query of [{ limit: 20 }, { limit: 50 }, { sort: 'new' }, { min: 1 }, { since: at }, { since: at, limit: 50, min: 1 }])
        demand(await trial.get(topic, query), { status: 200, body: { t: 'snap', topic } }, JSON.stringify(query));
    },
  },
  {
    id: 'HT3.not-modified',
    force: 'MUST',
    says: 'A GET that names the ETag it had draws 304 without a body, and 200 once something was written.',
    usually: 'No ETag is sent, or it is made from the body, `id` and `now` included.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      await lan.add(topic, 'một');
      const { headers, body } = await trial.get(topic);
      demand(headers['etag'], (etag: string) => etag?.includes((body as { at: string }).at), 'the ETag is the cursor');
      const etag = headers['etag'] ?? '';
      demand(await trial.get(topic, {}, { 'if-none-match': etag }), { status: 304, text: '' }, 'what has not changed is 304');
      await lan.add(topic, 'hai');
      demand(await trial.get(topic, {}, { 'if-none-match': etag }), { status: 200 }, 'what has changed is 200');
    },
  },
  {
    id: 'HT3.etag-is-cursor',
    force: 'MUST',
    says: 'An ETag of another topic or of before draws 200; one among several, or weak, draws 304.',
    usually: 'If-None-Match is compared as one text.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { at } = await (await trial.reader()).add(topic, 'một');
      const draws = async (tag: string) => (await trial.get(topic, {}, { 'if-none-match': tag })).status;
      demand([await draws('"x"'), await draws('"x:0"')], [200, 200], 'another tag');
      demand([await draws(`"x", "${at}"`), await draws(`W/"${at}"`)], [304, 304], 'among several, and weak');
    },
  },
  {
    id: 'HT4.live',
    force: 'MUST',
    says: 'A thread’s snapshot may be cached for 2 s, by anybody and for every page, and no Vary splits it.',
    usually: 'A framework sets private or no-store, Vary: Origin, Accept-Language or Cookie, or a cookie.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      await (await trial.reader()).add(topic, 'một');
      for (const origin of [undefined, 'https://unlisted.example']) {
        const { headers } = await trial.get(topic, {}, origin === undefined ? {} : { origin });
        demand(directives(headers['cache-control']), 'max-age=2,public,stale-while-revalidate=10', 'Cache-Control');
        demand(headers, { 'access-control-allow-origin': '*', vary: unsplit, 'set-cookie': undefined }, 'for every page');
      }
    },
  },
  {
    id: 'HT4.tally',
    force: 'MUST',
    says: 'A tally may be cached for 5 s, and the days of a month long past for a day.',
    usually: 'All topics have one time.',
    over: ['http'],
    feat: ['days', 'tally'],
    run: async (trial) => {
      const ageOf = async (topic: string) => /max-age=(\d+)/.exec((await trial.get(topic)).headers['cache-control'] ?? '')?.[1];
      demand([await ageOf('tally:kit-none'), await ageOf('days:kit-none:2020-10')], ['5', '86400'], 'their times');
      const now = new Date().toISOString().slice(0, 7);
      demand(await ageOf(`days:kit-none:${now}`), '2', 'the month of now');
    },
  },
  {
    id: 'HT4.no-authorization',
    force: 'MUST',
    says: 'A GET looks at no Authorization: one that does not verify is as good as none.',
    usually: 'A filter before all routes refuses tokens that ended, and readers see no comments.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { key } = await (await trial.reader()).add(topic, 'một');
      demand(
        await trial.read(topic, {}, 'nonsense'),
        { total: 1, items: (items: readonly { id: string }[]) => items.some(({ id }) => id === key) },
        'it is read',
      );
    },
  },
  {
    id: 'HT5.order',
    force: 'MUST',
    says: 'POST of frames is 200 with an answer each, in their order, refusals among them.',
    usually: 'The first refusal is the answer to all.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const frames = [
        { t: 'sub', id: 1, topic, follow: 'off' },
        { t: 'dance', id: 2 },
        trial.add(topic, 'một', { id: 3 }),
        { t: 'sub', id: 4, topic: 'thread:', follow: 'off' },
        { t: 'sub', id: 5, topic, follow: 'off' },
        { t: 'hello', id: 6, v: [1], site: trial.site },
      ];
      const { status, body } = await trial.send('POST', 'v1/frames', frames, { authorization: `Bearer ${lan.auth}` });
      demand(
        [status, body],
        [
          200,
          [
            { t: 'snap', id: 1, total: 0 },
            { t: 'err', id: 2, code: 'unsupported' },
            { t: 'ok', id: 3 },
            { t: 'err', id: 4, code: 'bad-frame' },
            { t: 'snap', id: 5, total: 1 },
            { t: 'welcome', id: 6 },
          ],
        ],
        'one answer each',
      );
    },
  },
  {
    id: 'HT5.no-following',
    force: 'MUST',
    says: 'A following sub by POST is refused or read once: there is no connection to follow on.',
    usually: 'It is answered with follow: items, and the page waits for events that never come.',
    over: ['http'],
    run: async (trial) => {
      const answer = await askAsNobody(trial, { t: 'sub', topic: await trial.thread(), follow: 'items' });
      if (answer.t === 'snap') demandThat(answer.follow === 'off' || answer.follow === 'poll', answer, 'it says that it does not follow');
      else asErr(answer);
    },
  },
];

function directives(header: string | undefined): string {
  return (header ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .sort()
    .join(',');
}

/** Compression alone may split an answer: it says the same. */
function unsplit(vary: string | undefined): boolean {
  return vary === undefined || /^accept-encoding$/i.test(vary.trim());
}

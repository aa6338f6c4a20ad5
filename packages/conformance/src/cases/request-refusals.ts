import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import type { Trial } from '../trial.ts';

const UNLISTED = 'https://unlisted.example';

/** HTTP, what is refused and to whom: rules HT6 to HT9. */
export const requestRefusals: readonly Case[] = [
  {
    id: 'HT6.other-type',
    force: 'SHOULD',
    says: 'A body that is not application/json is 415 with the err frame.',
    usually: 'text/plain is taken, which any page may send without a preflight.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'text/json']) {
        const headers = { 'content-type': type, authorization: `Bearer ${lan.auth}` };
        demand(await trial.send('POST', 'v1/frames', [trial.add(topic, 'một')], headers), { status: 415, body: { t: 'err' } }, type);
      }
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'HT6.with-charset',
    force: 'MUST',
    says: 'application/json with a charset, in any case of letters, is taken.',
    usually: 'The type is compared as one text.',
    over: ['http'],
    run: async (trial) => {
      const hello = { t: 'hello', id: 1, v: [1], site: trial.site };
      for (const type of ['application/json; charset=utf-8', 'Application/JSON'])
        demand(await trial.send('POST', 'v1/frames', [hello], { 'content-type': type }), { status: 200, body: [{ t: 'welcome' }] }, type);
    },
  },
  {
    id: 'HT6.too-large',
    force: 'MUST',
    says: 'A body over max.message is 413 with the err frame, and stores nothing.',
    usually: 'The web server’s own page, or a body that was cut and is then 400.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = { ...trial.add(topic, 'một'), pad: 'x'.repeat(trial.about.max.message) };
      const answer = await trial.send('POST', 'v1/frames', [put], { authorization: `Bearer ${lan.auth}` });
      demand(answer, { status: 413, body: { t: 'err' } }, 'it is refused');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'HT6.not-json',
    force: 'MUST',
    says: 'A body that does not parse is 400 with err bad-frame.',
    usually: 'The parser’s exception is a 500 with its stack.',
    over: ['http'],
    run: async (trial) => {
      for (const body of ['', '[', '{"t":', '[{]', 'nonsense', '[1,]'])
        demand(await trial.send('POST', 'v1/frames', body), { status: 400, body: { t: 'err', code: 'bad-frame' } }, JSON.stringify(body));
    },
  },
  {
    id: 'HT7.unlisted',
    force: 'MUST',
    says: 'A write from a page whose Origin is not listed is 403 with err denied, and stores nothing.',
    usually: 'The Origin is left to CORS, which keeps a page from reading the answer and not from writing.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const origin = 'https://unlisted.example';
      const answer = await trial.send('POST', 'v1/frames', [trial.add(topic, 'một')], { authorization: `Bearer ${lan.auth}`, origin });
      demand(answer, { status: 403, body: { t: 'err', code: 'denied', msg: (msg: unknown) => String(msg).includes(origin) } }, 'it is refused, and told why');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'HT7.other-forms',
    force: 'MUST',
    says: 'Origins that look like a listed one are not listed: another scheme, port, subdomain, or a name that goes on.',
    usually: 'The origin is matched by its end or its beginning, or a regular expression with bare dots.',
    needs: ['origin'],
    over: ['http'],
    run: async (trial) => {
      const listed = new URL(trial.target.origin ?? '');
      const { host, protocol } = listed;
      const others = [
        `${protocol}//${host}.evil.example`,
        `${protocol}//evil.${host}`,
        `${protocol}//evil-${host}`,
        `${protocol}//${listed.hostname}:1`,
        'null',
      ];
      for (const origin of others) demand(await trial.send('POST', 'v1/frames', [], { origin }), { status: 403, body: { code: 'denied' } }, origin);
    },
  },
  {
    id: 'HT7.listed',
    force: 'MUST',
    says: 'A page whose Origin is listed writes and may read the answer.',
    usually: 'The answer lacks Access-Control-Allow-Origin: what the preflight allowed cannot be read.',
    needs: ['origin'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const origin = trial.target.origin ?? '';
      const { status, headers, body } = await trial.send('POST', 'v1/frames', [trial.add(topic, 'một')], { authorization: `Bearer ${lan.auth}`, origin });
      demand([status, body], [200, [{ t: 'ok' }]], 'it is stored');
      demand(headers['access-control-allow-origin'], (allowed: unknown) => allowed === origin || allowed === '*', 'the page may read it');
    },
  },
  {
    id: 'HT8.listed',
    force: 'MUST',
    says: 'A preflight from a listed origin is 204, holds for 7200 s, and allows what a page sends.',
    usually: 'Authorization is missing among the headers, or the answer is the route’s 405.',
    needs: ['origin'],
    over: ['http'],
    run: async (trial) => {
      const { status, headers } = await preflight(trial, trial.target.origin ?? '');
      demand([status, headers['access-control-max-age']], [204, '7200'], 'it is allowed for two hours');
      const allowed = String(headers['access-control-allow-headers']).toLowerCase();
      demandThat(allowed.includes('authorization') && allowed.includes('content-type'), allowed, 'Authorization and Content-Type are allowed');
      demand(headers['access-control-allow-origin'], (origin: unknown) => origin === trial.target.origin || origin === '*', 'to that origin');
    },
  },
  {
    id: 'HT8.unlisted',
    force: 'MUST',
    says: 'A preflight from any other origin is 403.',
    usually: 'It is 204 for all, with *.',
    over: ['http'],
    run: async (trial) => demand(await preflight(trial, UNLISTED), { status: 403 }, 'it is refused'),
  },
  {
    id: 'HT9.status',
    force: 'MUST',
    says: 'The status of a GET follows the code of its err: 400, 401, 404.',
    usually: 'Refusals are 200 with an err, which caches then keep for all; or all are 400.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      demand(await trial.get('thread:a%20b'), { status: 400, body: { t: 'err', code: 'bad-frame' } }, 'a name that is none');
      demand(await trial.get('poem:x'), { status: 400, body: { t: 'err', code: 'unsupported' } }, 'a kind that it does not have');
      if (trial.has('around'))
        demand(await trial.get(topic, { around: trial.key() }), { status: 404, body: { t: 'err', code: 'not-found' } }, 'around what is unknown');
      if (trial.has('mine'))
        demand(await trial.get(topic.replace('thread:', 'mine:')), { status: 401, body: { t: 'err', code: 'auth' } }, 'what is hers, without her');
    },
  },
  {
    id: 'HT9.no-store',
    force: 'MUST',
    says: 'Every error is no-store.',
    usually: 'An error goes out with the Cache-Control of what was asked for.',
    over: ['http'],
    run: async (trial) => {
      const answers = {
        'a name that is none': await trial.get('thread:a%20b'),
        'a limit that is none': await trial.get(await trial.thread(), { limit: 'x' }),
        'an address that is none': await trial.request('v1/nothing-here'),
        'a body that is no JSON': await trial.send('POST', 'v1/frames', '['),
        'a page that is not listed': await trial.send('POST', 'v1/frames', [], { origin: UNLISTED }),
      };
      for (const [what, { status, headers }] of Object.entries(answers)) {
        demandThat(status >= 400, status, `${what} is refused`);
        demand(headers['cache-control'], /no-store/, `the ${status} for ${what} is not kept`);
      }
    },
  },
  {
    id: 'HT9.nothing-there',
    force: 'MUST',
    says: 'An address under the base that is none is 404 and JSON, and a method that is none is refused.',
    usually: 'The framework’s page of HTML.',
    over: ['http'],
    run: async (trial) => {
      demand(await trial.request('v1/nothing-here'), { status: 404, body: { t: 'err', code: 'not-found' } }, 'what is not there');
      demand(await trial.request('v1/frames', { method: 'DELETE' }), { status: (status: number) => status >= 400 && status < 500 }, 'DELETE of frames');
    },
  },
];

function preflight(trial: Trial, origin: string) {
  const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' };
  return trial.request('v1/frames', { method: 'OPTIONS', headers });
}

import type { ServerFrame } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asOk, asSnap, rowsOf } from '../frames.ts';
import { greet } from '../nobody.ts';
import type { Trial } from '../trial.ts';
import { CONNECTED, EACH } from '../ways.ts';

/** One add each so many ms, after 3 at once (LM6). */
const ADD_EVERY = 10_000;

/** Limits of one message and of one reader: rules LM1 to LM6, LM11. */
export const limits: readonly Case[] = [
  {
    id: 'LM1.batch',
    force: 'MUST',
    says: 'max.batch frames are taken in one message, and one more is refused as bad-frame, with nothing of it done.',
    usually: 'Frames are not counted; or those beyond are dropped without a word.',
    over: EACH,
    run: async (trial) => {
      const { batch } = trial.about.max;
      const topic = await trial.thread();
      const lan = await trial.reader();
      const subs = (count: number, from: number) => Array.from({ length: count }, (_, i) => ({ t: 'sub', id: from + i, topic, follow: 'off' }));
      const put = trial.add(topic, 'một', { id: 999 });
      if (trial.binding === 'http') {
        demand((await trial.post(subs(batch, 1))).length, batch, 'as many are answered');
        const { body } = await trial.send('POST', 'v1/frames', [put, ...subs(batch, 1)], { authorization: `Bearer ${lan.auth}` });
        demand(Array.isArray(body) ? body[0] : body, { t: 'err', code: 'bad-frame' }, 'one more is refused');
      } else {
        const link = await lan.link;
        link.send(...subs(batch, 500));
        await link.find((frame) => 'id' in frame && frame.id === 499 + batch, 'the last answer');
        link.send(put, ...subs(batch, 600));
        demand(asErr(await link.next(({ t }) => t === 'err', 'the refusal')), { code: 'bad-frame' }, 'one more is refused');
      }
      demand(await trial.read(topic), { total: 0 }, 'nothing of it is done');
    },
  },
  {
    id: 'LM2.longest',
    force: 'MUST',
    says: 'A text may have max.text code points, emoji among them; one more is invalid, too-long.',
    usually: 'UTF-16 units or bytes are counted, so that Vietnamese and emoji have less room.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const most = '😀'.repeat(trial.about.max.text);
      demand((await lan.add(topic, most)).item.text, most, 'as many');
      demand(
        await lan.ask(trial.add(topic, 'x'.repeat(trial.about.max.text + 1))),
        { t: 'err', code: 'invalid', data: { fields: { text: 'too-long' } } },
        'one more',
      );
    },
  },
  {
    id: 'LM2.links',
    force: 'MUST',
    says: 'A text may have 3 links; a fourth is invalid, links.',
    usually: 'Links are counted after they were cut to a set, or not at all.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const links = (count: number) => Array.from({ length: count }, (_, i) => `https://bao.example/${i}`).join(' và ');
      await lan.add(topic, links(3));
      demand(await lan.ask(trial.add(topic, links(4))), { t: 'err', code: 'invalid', data: { fields: { text: 'links' } } }, 'four');
    },
  },
  {
    id: 'LM3.longest',
    force: 'MUST',
    says: 'A guest’s name may have 40 characters as readers count them; one of 41, or without any, is refused.',
    usually: 'Bytes are counted, so that a Vietnamese name has less room; or an empty name is stored.',
    feat: ['guest'],
    over: EACH,
    run: async (trial) => {
      const most = 'Nguyễn Thị Ánh Tuyết'.padEnd(40, 'ễ');
      demand(await greet(trial, { guest: { name: most } }), { t: 'welcome', user: { name: most } }, '40');
      for (const name of [`${most}x`, '', ' \n ', '\u202e'])
        demand(asErr(await greet(trial, { guest: { name } })), { retry: undefined, code: (code: unknown) => code !== 'internal' }, JSON.stringify(name));
    },
  },
  {
    id: 'LM4.deep-and-wide',
    force: 'SHOULD',
    says: 'Data of 40 keys or 40 levels is refused, and data of some of each is taken.',
    usually: 'The parser’s own limit is the only one, and its exception is a fault of the server.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const nested = (levels: number): unknown => (levels === 0 ? 1 : { of: nested(levels - 1) });
      const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, i) => [`later${i}`, i]));
      asOk(await lan.ask(trial.add(topic, 'một', { later: nested(4), ...wide(10) })));
      for (const more of [{ later: nested(40) }, wide(40), { later: wide(40) }])
        demand(
          asErr(await lan.ask(trial.add(topic, 'hai', more))),
          { code: (code: unknown) => code !== 'internal' && code !== 'rate', retry: undefined },
          'too much',
        );
      demand(await trial.read(topic), { total: 1 }, 'one is stored');
    },
  },
  {
    id: 'LM4.very-deep',
    force: 'SHOULD',
    says: 'A message of thousands of levels is refused, and the server goes on.',
    usually: 'Nothing looks how deep data is, and it is stored; or a recursion over the message overflows the stack.',
    over: ['http', 'ws'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
      const text = JSON.stringify([trial.add(topic, 'một', { id: 998 })]).replace('"parent":null', `"parent":null,"later":${deep}`);
      if (trial.binding === 'http')
        demand(
          await trial.send('POST', 'v1/frames', text, { authorization: `Bearer ${lan.auth}` }),
          { status: (status: number) => status < 500 },
          'it is refused',
        );
      else {
        const link = await lan.link;
        link.sendText(text);
        demand(asErr(await link.next(({ t }) => t === 'err', 'the refusal')), { code: (code: unknown) => code !== 'internal' }, 'it is refused');
      }
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'LM5.each-connection',
    force: 'MUST',
    says: 'max.subs topics are followed on each connection of a reader.',
    usually: 'They are counted by reader, and her second tab has no comments.',
    over: CONNECTED,
    run: async (trial) => {
      const { subs } = trial.about.max;
      const lan = await trial.reader();
      const links = [await trial.connect({ auth: lan.auth }), await trial.connect({ auth: lan.auth })];
      for (const link of links) for (let i = 0; i < subs; i += 1) asSnap(await link.ask({ t: 'sub', topic: `${trial.silentTopic}-${i}` }));
    },
  },
  {
    id: 'LM6.three-at-once',
    force: 'SHOULD',
    says: 'A reader adds 3 at once; the fourth is rate with retry, and is stored when that has passed, under the same key.',
    usually: 'No rate is kept; or what was refused is remembered as refused.',
    within: 30_000,
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const ask = async (frame: object) => (trial.binding === 'http' ? once(trial, frame, lan.auth) : lan.ask(frame));
      for (const text of ['một', 'hai', 'ba']) asOk(await ask(trial.add(topic, text)));
      const fourth = trial.add(topic, 'bốn');
      const { code, retry = 0 } = asErr(await ask(fourth));
      demand([code, retry > 0 && retry <= ADD_EVERY], ['rate', true], 'the fourth');
      asOk(await (await trial.reader()).ask(trial.add(topic, 'của người khác')));
      await trial.wait(retry + 100);
      demand(asOk(await ask(fourth)), { key: fourth.key, dup: undefined }, 'it is stored then');
      demand(rowsOf(await trial.read(topic)).length, 5, 'five are there');
    },
  },
  {
    id: 'LM6.known-key',
    force: 'MUST',
    says: 'A repeated key draws its outcome however often it comes, and costs no add.',
    usually: 'The rate is looked at before the key, and a retry in a bad network shuts its reader out.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const first = trial.add(topic, 'một');
      asOk(await lan.ask(first));
      for (let i = 0; i < 5; i += 1) demand(asOk(await lan.ask(first)), { dup: true }, 'again');
      const ask = async (frame: object) => (trial.binding === 'http' ? once(trial, frame, lan.auth) : lan.ask(frame));
      for (const text of ['hai', 'ba']) asOk(await ask(trial.add(topic, text)));
    },
  },
  {
    id: 'LM6.edits-count',
    force: 'MUST',
    says: 'Edits count with adds, those of a moderator do not.',
    usually: 'Only new comments are counted, and a page edits a thousand times a minute.',
    feat: ['edit'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const edits = async (auth: string, own: string, first: number | undefined) => {
        const codes: string[] = [];
        let v = first;
        for (let i = 0; i < 4; i += 1) {
          const frame = { t: 'put', topic, key: trial.key(), op: 'edit', target: own, if: v, data: { text: `lần ${i}` } };
          const answer = await once(trial, frame, auth);
          codes.push(answer.t === 'err' ? answer.code : answer.t);
          v = answer.t === 'ok' ? answer.item?.v : v;
        }
        return codes;
      };
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      demand((await edits(lan.auth, item.id, item.v)).slice(0, 3), ['ok', 'ok', 'rate'], 'an add and two edits, then rate');
      const moderator = await trial.moderator();
      const [now] = rowsOf(await trial.read(topic));
      demand(await edits(moderator.auth, item.id, now?.v), ['ok', 'ok', 'ok', 'ok'], 'a moderator’s are not counted');
    },
  },
  {
    id: 'LM11.thirty-at-once',
    force: 'SHOULD',
    says: 'A reader reacts 30 times at once, and no more than one each 2 s then: more is rate with retry.',
    usually: 'Reactions are thought to be cheap, and no rate is kept.',
    feat: ['react'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { key: target } = await (await trial.reader()).add(topic, 'một');
      const lan = await trial.reader();
      const begun = Date.now();
      const codes = await reactions(trial, lan.auth, topic, target, 40);
      const most = 30 + (Date.now() - begun) / 2_000 + 1;
      const done = codes.filter((code) => code === 'ok').length;
      demandThat(done >= 30 && done <= most && codes.includes('rate'), codes, `from 30 to ${Math.floor(most)} are taken`);
    },
  },
];

/** Sends one frame by POST as it is: a `rate` is what is looked for. */
export async function once(trial: Trial, frame: object, auth: string, headers: Readonly<Record<string, string>> = {}) {
  const { body } = await trial.send('POST', 'v1/frames', [{ id: 1, ...frame }], { authorization: `Bearer ${auth}`, ...headers });
  const [answer] = (Array.isArray(body) ? body : [body]) as readonly ServerFrame[];
  if (answer === undefined) throw new Error('No answer came.');
  return answer;
}

/** Reacts again and again, by messages of ten; the codes of the answers. */
export async function reactions(trial: Trial, auth: string, topic: string, target: string, count: number): Promise<string[]> {
  const codes: string[] = [];
  for (let from = 0; from < count; from += 10) {
    const frames = Array.from({ length: Math.min(10, count - from) }, (_, i) => ({
      t: 'put',
      id: i + 1,
      topic,
      key: trial.key(),
      op: 'react',
      target,
      data: { kind: i % 2 ? null : 'like' },
    }));
    const { body } = await trial.send('POST', 'v1/frames', frames, { authorization: `Bearer ${auth}` });
    for (const answer of (Array.isArray(body) ? body : [body]) as readonly { t?: string; code?: string }[]) codes.push(answer.code ?? answer.t ?? '');
  }
  return codes;
}

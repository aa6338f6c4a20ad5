import type { Case } from '../conformance-case.ts';
import { demand, demandThat, Unproven } from '../demand.ts';
import { asErr, asSnap, asWelcome } from '../frames.ts';
import { CONNECTED, EACH } from '../ways.ts';

/** What stacks, databases and frameworks say of themselves. */
const INTERNALS =
  /\n\s+at |node_modules|\.(ts|js|php|py|rb|go|java|cs):\d+|Traceback|SQLSTATE|SQLITE|SELECT |INSERT |constraint|Exception|goroutine|panic|undefined is not|Cannot read/i;

/** err: rules ER1 to ER3. */
export const refusing: readonly Case[] = [
  {
    id: 'ER1.request',
    force: 'MUST',
    says: 'An err with an id ends that request alone: what the connection follows goes on, and it may ask again.',
    usually: 'Any refusal ends the connection.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const link = await lan.link;
      asSnap(await link.ask({ t: 'sub', topic }));
      asErr(await link.ask({ t: 'sub', topic: 'poem:x' }));
      asErr(await link.ask(trial.add(topic, '')));
      asErr(await link.ask(trial.add(topic, 'một', { parent: trial.key() })));
      asErr(await link.ask({ t: 'sub', topic, since: 'x', around: 5 }));
      const { key } = await lan.add(topic, 'hai');
      await link.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === key), 'the event');
    },
  },
  {
    id: 'ER1.refused-sub',
    force: 'MUST',
    says: 'A sub that is refused leaves the subscriptions of other topics as they are.',
    usually: 'All are thrown away and made anew.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const other = await trial.thread();
      demand(await link.ask({ t: 'sub', topic: other, page: 'x' }), { t: 'err', id: (id: unknown) => typeof id === 'number' }, 'it is refused by its id');
      const { key } = await (await trial.reader()).add(topic, 'một');
      await link.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === key), 'the event');
    },
  },
  {
    id: 'ER1.topic',
    force: 'MUST',
    says: 'An err with a topic and no id ends that subscription, and neither another nor the connection.',
    usually: 'Who may not follow one topic any more loses all.',
    feat: ['mine'],
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const mine = topic.replace('thread:', 'mine:');
      const lan = await trial.reader();
      const link = await lan.link;
      asSnap(await link.ask({ t: 'sub', topic: mine }));
      asSnap(await link.ask({ t: 'sub', topic }));
      asWelcome(await link.ask({ t: 'hello', v: [1], site: trial.site }));
      demand(await link.find((frame) => frame.t === 'err', 'the err'), { topic: mine, id: undefined }, 'what is hers has ended');
      const { key } = await (await trial.reader()).add(topic, 'một');
      await link.find((frame) => frame.t === 'ev' && frame.items.some(({ id }) => id === key), 'the event of the thread');
    },
  },
  {
    id: 'ER2.final',
    force: 'MUST',
    says: 'A refusal that is for good has no retry.',
    usually: 'Every err has one, and pages send for ever what can never be taken.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key } = await lan.add(topic, 'một');
      const finals = {
        'bad-frame': { t: 'put', topic },
        unsupported: { t: 'put', topic, key: trial.key(), op: 'dance', data: {} },
        'not-found': trial.add(topic, 'hai', { parent: trial.key() }),
        invalid: trial.add(topic, ' '),
        'key-reuse': trial.add(topic, 'khác', { key }),
        denied: trial.add(topic, 'hai', { name: 'Ai Đó' }),
      };
      for (const [code, frame] of Object.entries(finals)) demand(asErr(await lan.ask(frame)), { code, retry: undefined }, code);
    },
  },
  {
    id: 'ER2.temporary',
    force: 'MUST',
    says: 'A refusal for now has a retry, in ms.',
    usually: 'It is in seconds, or only in a header.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      for (const text of ['một', 'hai', 'ba']) await lan.add(topic, text);
      const answer = await lan.ask(trial.add(topic, 'bốn'));
      if (answer.t === 'ok') throw new Unproven('it keeps no rate (LM6), and refuses nothing for now');
      const { code, retry = 0 } = asErr(answer);
      // In seconds it would be at most ten.
      demandThat(code === 'rate' && retry > 100, { code, retry }, 'rate, in ms');
    },
  },
  {
    id: 'ER3.internals',
    force: 'MUST',
    says: 'Whatever is sent, no refusal tells of the program behind it, none is over 200 characters, and none is a fault of the server.',
    usually: 'Exceptions are sent as they are.',
    within: 60_000,
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const evil = ["'; DROP TABLE comments; --", '\u0000', '../../etc/passwd', '${7*7}', '%s%n', 'x'.repeat(3_000), '__proto__', '\ud800'];
      for (const text of evil) {
        const frames = [
          { t: 'sub', topic: `thread:${text}`, follow: 'off' },
          { t: 'sub', topic, page: text, follow: 'off' },
          { t: 'sub', topic, since: text, follow: 'off' },
          { t: 'put', topic, key: text, op: 'add', data: { parent: null, text: 'một' } },
          { t: 'put', topic, key: trial.key(), op: text, data: {} },
          { t: 'put', topic, key: trial.key(), op: 'del', target: text, data: {} },
        ];
        const own = trial.binding === 'http' ? lan : await trial.reader();
        for (const frame of frames) {
          const answer = await own.ask(frame);
          // Some of it makes a good name.
          if (answer.t === 'err') demandThat(answer.code !== 'internal' && !INTERNALS.test(answer.msg ?? ''), answer, 'a refusal that tells nothing');
        }
      }
    },
  },
  {
    id: 'ER3.by-http',
    force: 'MUST',
    says: 'Refusals of requests tell nothing of the program behind them, in body or headers.',
    usually: 'The framework’s page of debugging.',
    over: ['http'],
    run: async (trial) => {
      const answers = [
        await trial.request('v1/t/%E0%A4%A'),
        await trial.request('v1/t/thread:x?since=%00'),
        await trial.request('v1/t/thread:x?page=%F0%9F'),
        await trial.request('v1/t/'),
        await trial.send('POST', 'v1/articles', '{'),
        await trial.send('POST', 'v1/frames', '{"t":'),
        await trial.send('POST', 'v1/frames', 'null'),
        await trial.send('POST', 'v1/frames', '5'),
      ];
      for (const { status, text } of answers) demandThat(status < 500 && !INTERNALS.test(text), `${status} ${text}`, 'a refusal that tells nothing');
    },
  },
];

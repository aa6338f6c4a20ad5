import type { Case } from '../conformance-case.ts';
import { demand } from '../demand.ts';
import { asErr, asSnap, rowsOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import { CONNECTED, EACH } from '../ways.ts';

/** Pages, further replies, and what lies around a comment are read once: rule SB6. */
export const readingOnce: readonly Case[] = [
  {
    id: 'SB6.follow-off',
    force: 'SHOULD',
    says: 'page, parent and around with a following sub are bad frames.',
    usually: 'They are followed as if they were the first window.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { key } = await (await trial.reader()).add(topic, 'một');
      const link = await trial.connect();
      for (const more of [{ page: 'x' }, { parent: key }, { around: key }, { parent: key, follow: 'items' }])
        demand(await link.ask({ t: 'sub', topic, ...more }), { t: 'err', code: 'bad-frame' }, `${Object.keys(more)[0]} is refused`);
    },
  },
  {
    id: 'SB6.once',
    force: 'MUST',
    says: 'Replies asked for by a following sub are refused, or read once: nothing is followed by it.',
    usually: 'The topic is followed, and the page believes that it has all from there on.',
    feat: ['parent'],
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { key } = await (await trial.reader()).add(topic, 'một');
      const answer = await (await trial.connect()).ask({ t: 'sub', topic, parent: key });
      if (answer.t === 'snap') demand(answer, { mode: 'page', follow: 'off' }, 'it is read once');
      else asErr(answer);
    },
  },
  {
    id: 'SB6.mode-page',
    force: 'MUST',
    says: 'parent is answered by mode page.',
    usually: 'It is answered by a full, and the page throws away what it has.',
    feat: ['parent'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { key: root } = await lan.add(topic, 'một');
      const { key } = await lan.add(topic, 'hai', { parent: root });
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, parent: root, follow: 'off' }));
      demand([snap.mode, rowsOf(snap)], ['page', [{ id: key, parent: root }]], 'it is a page of the replies');
    },
  },
];

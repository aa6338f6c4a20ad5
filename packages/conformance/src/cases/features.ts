import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { askAsNobody, greet } from '../nobody.ts';
import { refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

const MONTH = '2020-10';

/** What features bring is asked for where they are not named. */
const TOPICS: ReadonlyArray<readonly [feat: string, topic: string]> = [
  ['tally', 'tally:kit-none'],
  ['days', `days:kit-none:${MONTH}`],
  ['count', 'count:kit-none'],
  ['mine', 'mine:kit-none'],
  ['mod', 'mod:kit-none'],
  ['names', 'names:kit-none'],
];
const QUESTIONS: ReadonlyArray<readonly [feat: string, asked: object]> = [
  ['old', { sort: 'old' }],
  ['top', { sort: 'top' }],
  ['parent', { parent: 'kit-none' }],
  ['around', { around: 'kit-none' }],
  ['head', { follow: 'head' }],
];
const OPS: ReadonlyArray<readonly [feat: string, data: object]> = [
  ['edit', { text: 'một' }],
  ['react', { kind: 'like' }],
  ['flag', { reason: 'spam' }],
  ['mod', { act: 'hide' }],
];

export const features: readonly Case[] = [
  {
    id: 'FT1.same',
    force: 'MUST',
    says: 'Discovery and welcome name the same features, none twice.',
    usually: 'The two are written down in two places.',
    over: EACH,
    run: async (trial) => {
      demand(await greet(trial, {}), { t: 'welcome', feat: trial.about.feat }, 'as discovery has it');
      demand(new Set(trial.about.feat).size, trial.about.feat.length, 'each once');
    },
  },
  {
    id: 'FT1.without',
    force: 'MUST',
    says: 'What belongs to a feature that the server does not name is unsupported: its ops, its topics, its orders and pages.',
    usually: 'It is half there: taken, and never shown; or a name such as days:all:2020-10, with a month, is a bad frame.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const read = (asked: object) => lan.ask({ t: 'sub', follow: 'off', ...asked });
      for (const [, asked] of lacking(trial, TOPICS)) demand(await read({ topic: asked }), refused('unsupported'), asked);
      for (const [, asked] of lacking(trial, QUESTIONS)) demand(await read({ topic, ...asked }), refused('unsupported'), JSON.stringify(asked));
      for (const [op, data] of lacking(trial, OPS)) demand(await lan.put(topic, op, item.id, data, { if: item.v }), refused('unsupported'), `the op ${op}`);
    },
  },
  {
    id: 'FT1.no-guests',
    force: 'MUST',
    says: 'Without the feature guest, who says hello as one is refused.',
    usually: 'She is welcome, and every comment of hers is refused.',
    over: EACH,
    run: async (trial) => {
      if (trial.has('guest')) return;
      demand(await greet(trial, { guest: { name: 'Lan' } }), refused('unsupported'), 'a guest');
    },
  },
  {
    id: 'SB11.poll',
    force: 'MUST',
    says: 'A following sub that is granted as polls says after how many ms to ask again.',
    usually: 'The page has to guess, and asks too often or never.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      for (const asked of [{}, { follow: 'items' }] as const) {
        const answer = await askAsNobody(trial, { t: 'sub', topic, ...asked });
        if (answer.t === 'snap' && answer.follow === 'poll') demandThat(answer.next !== undefined && answer.next > 0, answer, 'next is there, in ms');
      }
    },
  },
];

function lacking<T extends readonly [string, unknown]>(trial: Trial, all: readonly T[]): T[] {
  return all.filter(([feat]) => !trial.has(feat));
}

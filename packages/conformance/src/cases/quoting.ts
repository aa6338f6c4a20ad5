import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { type Row, rowsOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

const WORDS = 'Hà Nội mùa này vắng những cơn mưa';

/** What a comment quotes: rules QT1, QT2. */
export const quoting: readonly Case[] = [
  {
    id: 'QT1.stored',
    force: 'MUST',
    says: 'A comment that quotes words of another has them with its id, for everybody.',
    usually: 'The quote is left out of what is stored, or its words are not looked for in the comment.',
    over: EACH,
    feat: ['quote'],
    run: async (trial) => {
      const { topic, quoted } = await said(trial);
      const quote = { id: quoted.id, text: 'mùa này vắng' };
      const { item } = await (await trial.reader()).add(topic, 'đúng', { quote });
      demand(item, { quote }, 'the ok has it');
      demand(await quoteIn(trial, topic, item.id), quote, 'and everybody sees it');
    },
  },
  {
    id: 'QT1.unknown',
    force: 'MUST',
    says: 'A quote of words that the named comment does not have, of no comment, or of one in another thread is invalid as `unknown`.',
    usually: 'The page is believed: words can be put into anybody’s mouth.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const [{ topic, quoted }, other] = await Promise.all([said(trial), said(trial)]);
      for (const quote of [
        { id: quoted.id, text: 'tôi là kẻ dối trá' },
        { id: trial.key(), text: 'mùa này' },
        { id: other.quoted.id, text: 'mùa này' },
      ])
        demand(await (await trial.reader()).ask(trial.add(topic, 'đúng', { quote })), invalid('quote', 'unknown'), 'it is refused');
      demand(await trial.read(topic), { total: 1 }, 'nothing is stored');
    },
  },
  {
    id: 'QT1.gone',
    force: 'MUST',
    says: 'A quote of a deleted comment is invalid as `unknown`.',
    usually: 'Earlier words are still looked up for it.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const { topic, lan, quoted } = await said(trial);
      await lan.does(topic, 'del', quoted.id);
      demand(await lan.ask(trial.add(topic, 'đúng', { quote: { id: quoted.id, text: 'mùa này' } })), invalid('quote', 'unknown'), 'it is refused');
    },
  },
  {
    id: 'QT1.empty',
    force: 'MUST',
    says: 'A quote of nothing but white space is invalid as `empty`.',
    usually: 'The empty text is found in every comment.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const { topic, lan, quoted } = await said(trial);
      demand(await lan.ask(trial.add(topic, 'đúng', { quote: { id: quoted.id, text: ' \n ' } })), invalid('quote', 'empty'), 'it is refused');
    },
  },
  {
    id: 'QT1.own-words',
    force: 'MUST',
    says: 'A quote without an id is kept as it was given.',
    usually: 'Every quote is looked for in a comment.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { item } = await (await trial.reader()).add(topic, 'đúng', { quote: { text: 'Trăm năm trong cõi người ta' } });
      demand(await quoteIn(trial, topic, item.id), { id: undefined, text: 'Trăm năm trong cõi người ta' }, 'everybody sees it');
    },
  },
  {
    id: 'QT1.most',
    force: 'MUST',
    says: 'A quote of 500 letters is taken, and one of 501 is invalid as `too-long`.',
    usually: 'The quote is cut in silence, or measured in bytes.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const text = 'ờ'.repeat(500);
      demand(await lan.add(topic, 'đúng', { quote: { text } }), { item: { quote: { text } } }, '500 are kept whole');
      demand(await lan.ask(trial.add(topic, 'đúng', { quote: { text: `${text}ờ` } })), invalid('quote', 'too-long'), '501 are refused');
      demand(await trial.read(topic), { total: 1 }, 'nothing is stored of it');
    },
  },
  {
    id: 'QT1.code-points',
    force: 'MUST',
    says: 'A quote is measured in code points: one of 300 emoji is taken.',
    usually: 'It is measured in bytes or in UTF-16 units.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const text = '🌸'.repeat(300);
      demand(await (await trial.reader()).add(await trial.thread(), 'đúng', { quote: { text } }), { item: { quote: { text } } }, 'it is kept whole');
    },
  },
  {
    id: 'QT2.deleted',
    force: 'MUST',
    says: 'Once a comment is deleted, no answer has its words in a quote: the quote keeps the id, and its text is empty.',
    usually: 'Quotes are copies that a deletion does not reach.',
    invariant: 'I4',
    over: EACH,
    feat: ['quote'],
    run: async (trial) => {
      const { topic, lan, quoted } = await said(trial);
      const { item, at = '' } = await (await trial.reader()).add(topic, 'đúng', { quote: { id: quoted.id, text: WORDS } });
      await lan.does(topic, 'del', quoted.id);
      demand(await quoteIn(trial, topic, item.id), { id: quoted.id, text: '' }, 'the quote is empty at once');
      demand(await trial.read(topic, { since: at }), { items: (items: Row[]) => items.some(({ id }) => id === item.id) }, 'and a delta tells it');
    },
  },
  {
    id: 'QT2.edited',
    force: 'MUST',
    says: 'A quote goes empty when an edit takes the quoted words away, and stays empty when they come back.',
    usually: 'Quotes are compared when they are read, so they come and go.',
    over: ['http'],
    feat: ['quote', 'edit'],
    run: async (trial) => {
      const { topic, lan, quoted } = await said(trial);
      const { item } = await (await trial.reader()).add(topic, 'đúng', { quote: { id: quoted.id, text: WORDS } });
      const edited = await lan.does(topic, 'edit', quoted.id, { text: 'khác hẳn' }, { if: quoted.v });
      demand(await quoteIn(trial, topic, item.id), { id: quoted.id, text: '' }, 'the quote is empty at once');
      await lan.does(topic, 'edit', quoted.id, { text: WORDS }, { if: edited.item?.v });
      demand(await quoteIn(trial, topic, item.id), { id: quoted.id, text: '' }, 'and it stays so');
    },
  },
  {
    id: 'QT2.kept',
    force: 'MUST',
    says: 'A quote stays as long as an edit leaves the quoted words in the comment.',
    usually: 'Every edit empties every quote.',
    over: ['http'],
    feat: ['quote', 'edit'],
    run: async (trial) => {
      const { topic, lan, quoted } = await said(trial);
      const quote = { id: quoted.id, text: 'mùa này vắng' };
      const { item } = await (await trial.reader()).add(topic, 'đúng', { quote });
      await lan.does(topic, 'edit', quoted.id, { text: `${WORDS}, nhỉ` }, { if: quoted.v });
      demand(await quoteIn(trial, topic, item.id), quote, 'the quote has its words');
    },
  },
  {
    id: 'QT2.hidden',
    force: 'MUST',
    says: 'A quote of a comment that was hidden is refused, and one that stood goes empty.',
    usually: 'Only deletions are thought of.',
    over: ['http'],
    feat: ['quote', 'mod'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, quoted } = await said(trial);
      const quote = { id: quoted.id, text: WORDS };
      const { item } = await (await trial.reader()).add(topic, 'đúng', { quote });
      await (await trial.moderator()).does(`mod:${trial.site}`, 'mod', quoted.id, { act: 'hide' }, { if: quoted.v });
      demand(await quoteIn(trial, topic, item.id), { id: quoted.id, text: '' }, 'what stood is empty');
      demand(await (await trial.reader()).ask(trial.add(topic, 'đúng', { quote })), refused('invalid'), 'what is sent anew is refused');
    },
  },
];

async function said(trial: Trial) {
  const topic = await trial.thread();
  const lan = await trial.reader();
  return { topic, lan, quoted: (await lan.add(topic, WORDS)).item };
}

async function quoteIn(trial: Trial, topic: string, id: string): Promise<unknown> {
  const row = rowsOf(await trial.read(topic)).find((one) => one.id === id);
  demandThat(row !== undefined, id, 'the comment that quotes is in the thread');
  return (row as Row & { quote?: unknown }).quote;
}

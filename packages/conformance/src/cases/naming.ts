import type { NamedAuthor } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { refused } from '../refusals.ts';
import type { Speaker } from '../speaker.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** Who wrote in a thread, and whom a comment mentions: rules NM1, MT1. */
export const naming: readonly Case[] = [
  {
    id: 'NM1.last-first',
    force: 'MUST',
    says: '`names:` has each who wrote in the thread once, with her name, who wrote last before the others.',
    usually: 'They come by name or by the first comment, or once for each comment.',
    over: ['http', 'ws', 'io'],
    feat: ['names'],
    run: async (trial) => {
      const { topic, lan, minh } = await two(trial);
      demand(
        await namesIn(trial, topic),
        [
          { id: minh.id, name: minh.name },
          { id: lan.id, name: lan.name },
        ],
        'the last is the first',
      );
      await lan.add(topic, 'ba');
      demand(await namesIn(trial, topic), [{ id: lan.id }, { id: minh.id }], 'who writes again comes first, once');
    },
  },
  {
    id: 'NM1.follow',
    force: 'MUST',
    says: 'A sub of `names:` that would follow it is a bad frame.',
    usually: 'It is followed like a thread, and nothing ever comes.',
    over: ['ws', 'io'],
    feat: ['names'],
    run: async (trial) => {
      const { topic, lan } = await two(trial);
      demand(await lan.ask({ t: 'sub', topic: topic.replace('thread:', 'names:') }), refused('bad-frame'), 'it is refused');
    },
  },
  {
    id: 'NM1.begins',
    force: 'MUST',
    says: 'With `q` only those come of whom a word of the name begins so, whatever the marks and the case.',
    usually: 'The database compares bytes, or looks for the letters anywhere (`LIKE %q%`).',
    over: ['http'],
    feat: ['names'],
    run: async (trial) => {
      const { topic, lan } = await two(trial);
      for (const q of ['hoa', 'HÒA', 'nguyễn', 'Ngu']) demand(await namesIn(trial, topic, q), [{ id: lan.id }], `of "${q}" comes Nguyễn Thị Hòa alone`);
      demand(await namesIn(trial, topic, 'oa'), [], 'no word begins with "oa"');
    },
  },
  {
    id: 'NM1.gone',
    force: 'MUST',
    says: 'Who has no shown comment left in the thread is not among the names.',
    usually: 'Names are collected when comments are added, and never taken back.',
    over: ['http'],
    feat: ['names'],
    needs: ['secret'],
    run: async (trial) => {
      const { topic, lan, minh } = await two(trial);
      const { item } = await lan.add(topic, 'ba');
      await lan.does(topic, 'del', item.id);
      demand((await namesIn(trial, topic)).length, 2, 'who has one left is there');
      await (await trial.moderator()).does(topic, 'del', await idOf(trial, topic, minh));
      demand(await namesIn(trial, topic), [{ id: lan.id }], 'who has none left is not');
    },
  },
  {
    id: 'NM1.twenty',
    force: 'MUST',
    says: 'At most 20 people come, those who wrote last.',
    usually: 'Everybody comes.',
    over: ['http'],
    feat: ['names'],
    run: async (trial) => {
      const topic = await trial.thread();
      const people = await Promise.all(Array.from({ length: 22 }, (_, i) => trial.reader({ name: `Người ${i}` })));
      for (const one of people) await one.add(topic, 'chào');
      const wanted = people.slice(-20).reverse();
      demand(
        await namesIn(trial, topic),
        wanted.map(({ id }) => ({ id })),
        'they are the last 20',
      );
    },
  },
  {
    id: 'MT1.named',
    force: 'MUST',
    says: 'A comment mentions who was meant, has a shown comment in the thread and whose name stands after an `@`; nobody else.',
    usually: 'The ids are kept as they come, so anybody can be called from anywhere.',
    over: EACH,
    feat: ['mention'],
    run: async (trial) => {
      const { topic, lan, minh } = await two(trial);
      const stranger = await trial.reader({ name: 'Người Lạ' });
      const { item } = await (await trial.reader()).add(topic, `@${lan.name}, @Người Lạ và ${minh.name}`, { mentions: [lan.id, stranger.id, minh.id] });
      demand(item, { mentions: [{ id: lan.id, name: lan.name }] }, 'it mentions her alone: one wrote nothing, of one the name has no @');
    },
  },
  {
    id: 'MT1.not-meant',
    force: 'MUST',
    says: 'A name after an `@` whose id was not sent is text, and no mention.',
    usually: 'The server looks for names by itself, and takes a namesake for who is meant.',
    over: ['http'],
    feat: ['mention'],
    run: async (trial) => {
      const { topic, lan } = await two(trial);
      const { item } = await (await trial.reader()).add(topic, `@${lan.name} ơi`);
      demand((item as { mentions?: unknown }).mentions ?? [], [], 'it mentions nobody');
    },
  },
  {
    id: 'MT1.longer-name',
    force: 'MUST',
    says: 'A name that goes on with a letter or a digit is another name.',
    usually: 'The name is looked for with `includes`.',
    over: ['http'],
    feat: ['mention'],
    run: async (trial) => {
      const { topic, lan } = await two(trial);
      const minh = await trial.reader();
      for (const after of ['n', 'ạ', '5']) {
        const { item } = await minh.add(topic, `@${lan.name}${after} ơi`, { mentions: [lan.id] });
        demand((item as { mentions?: unknown }).mentions ?? [], [], `followed by "${after}" it is not hers`);
      }
    },
  },
  {
    id: 'MT1.edit',
    force: 'MUST',
    says: 'An edit mentions anew: who is named now is mentioned, who is not any more is not.',
    usually: 'Mentions are read when a comment is added, and never again.',
    over: ['http'],
    feat: ['mention', 'edit'],
    run: async (trial) => {
      const { topic, lan, minh } = await two(trial);
      const writer = await trial.reader();
      const { item } = await writer.add(topic, `@${lan.name} ơi`, { mentions: [lan.id] });
      const { item: edited } = await writer.does(topic, 'edit', item.id, { text: `@${minh.name} ơi`, mentions: [minh.id] }, { if: item.v });
      demand(edited, { mentions: [{ id: minh.id, name: minh.name }] }, 'it mentions the other');
    },
  },
];

/** A thread in which first one and then another wrote. */
async function two(trial: Trial) {
  const topic = await trial.thread();
  const [lan, minh] = await Promise.all([trial.reader({ name: 'Nguyễn Thị Hòa' }), trial.reader({ name: 'Trần Minh' })]);
  await lan.add(topic, 'một');
  await minh.add(topic, 'hai');
  return { topic, lan, minh };
}

async function namesIn(trial: Trial, topic: string, q?: string): Promise<NamedAuthor[]> {
  const names = topic.replace('thread:', 'names:');
  if (trial.binding === 'http') return (await trial.read(names, q === undefined ? {} : { q })).items as NamedAuthor[];
  return (await (await trial.reader()).sees(names, { q })).items as NamedAuthor[];
}

async function idOf(trial: Trial, topic: string, { id: author }: Speaker): Promise<string> {
  const row = (await trial.read(topic)).items.find((item) => (item as { author?: { id: string } }).author?.id === author);
  demandThat(row !== undefined, author, 'her comment is there');
  return row.id;
}

import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { Desk } from '../desk.ts';
import { asErr, rowsOf } from '../frames.ts';
import { invalid, refused } from '../refusals.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** More than any newsroom would let through, and short as a text. */
const MANY = 40;

/** What an add may not, and where replies go: rules PT8 to PT14. */
export const writingRefusals: readonly Case[] = [
  {
    id: 'PT8.denied',
    force: 'MUST',
    says: '`name`, `time` and `state` in an add are denied to a reader, and nothing is stored.',
    usually: 'They are ignored, or believed: a page can then write in anybody’s name.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      for (const field of [{ name: 'Tòa soạn' }, { time: 1_600_000_000_000 }, { state: 'hidden' }])
        demand(await (await trial.reader()).ask(trial.add(topic, 'một', field)), refused('denied'), `${Object.keys(field).join()} is denied`);
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'PT8.import',
    force: 'MUST',
    says: 'With the right `import` a comment has the name and the time that were given, and no rate holds it up.',
    usually: 'The limit on adds is not lifted for imports, or the time of storing is put in the place of the one given.',
    over: ['http'],
    feat: ['import'],
    run: async (trial) => {
      const topic = await trial.thread();
      const auth = await trial.token({ rights: ['import'] });
      const time = 1_500_000_000_000;
      const answers = await trial.post(
        Array.from({ length: 8 }, (_, i) => trial.add(topic, `lời ${i}`, { id: i + 1, name: 'Cụ Tứ', time: time + i })),
        auth,
      );
      answers.forEach((answer, i) => demand(answer, { t: 'ok', item: { time: time + i, author: { name: 'Cụ Tứ' } } }, 'it is stored as given'));
    },
  },
  {
    id: 'PT8.state',
    force: 'MUST',
    says: 'An imported comment of state `hidden` or `gone` is stored so: nobody sees its words, and it counts for nothing.',
    usually: 'The state is left out, and what the newsroom took away comes back with the archive.',
    over: ['http'],
    feat: ['import'],
    run: async (trial) => {
      const topic = await trial.thread();
      const auth = await trial.token({ rights: ['import'] });
      await trial.post([trial.add(topic, 'điều đã ẩn', { state: 'hidden' }), trial.add(topic, 'điều đã xóa', { state: 'gone', id: 2 })], auth);
      const { text } = await trial.get(topic);
      demandThat(!/điều đã/.test(text), text, 'no reader gets the words');
      demand(await trial.read(topic), { total: 0 }, 'they count for nothing');
    },
  },
  {
    id: 'PT9.nobody',
    force: 'MUST',
    says: 'A put without an identity is err auth.',
    usually: 'A missing token is taken for a guest; or retry: 0 is missing, by which a page knows that a fresh token helps.',
    over: EACH,
    run: async (trial) => {
      const put = trial.add(await trial.thread(), 'một');
      const answer = trial.binding === 'http' ? (await trial.post([put]))[0] : await (await trial.connect()).ask(put);
      demand(asErr(answer), { code: 'auth', retry: 0 }, 'nobody writes nothing');
    },
  },
  {
    id: 'PT11.unknown',
    force: 'MUST',
    says: 'A reply to a comment that there is not is not-found, and nothing is stored.',
    usually: 'The parent is stored without being looked up, or a violated foreign key is a fault of the server.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      demand(await lan.ask(trial.add(topic, 'một', { parent: trial.key() })), refused('not-found'), 'it is refused');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'PT11.other-thread',
    force: 'MUST',
    says: 'A reply to a comment of another thread is not-found.',
    usually: 'The parent is looked up by its id alone.',
    over: ['http'],
    run: async (trial) => {
      const [topic, other] = await Promise.all([trial.thread(), trial.thread()]);
      const lan = await trial.reader();
      const { item } = await lan.add(other, 'một');
      demand(await lan.ask(trial.add(topic, 'hai', { parent: item.id })), refused('not-found'), 'it is refused');
      demand(rowsOf(await trial.read(other)), [{ counts: { replies: 0 } }], 'the other thread counts no reply');
    },
  },
  {
    id: 'PT11.gone',
    force: 'MUST',
    says: 'A reply to a deleted comment is not-found.',
    usually: 'A tombstone is a row like any other to whoever looks for a parent.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      await lan.does(topic, 'del', item.id);
      demand(await lan.ask(trial.add(topic, 'hai', { parent: item.id })), refused('not-found'), 'it is refused');
    },
  },
  {
    id: 'PT11.deep',
    force: 'MUST',
    says: 'Replies go down to depth 8 at most; a reply to the deepest is stored beside it, under the same parent.',
    usually: 'A reply that is too deep is refused, or stored deeper than any page draws.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      let above = (await (await trial.reader()).add(topic, 'gốc')).item;
      for (let depth = 1; depth <= 9; depth += 1) {
        const { item } = await (await trial.reader()).add(topic, `tầng ${depth}`, { parent: above.id });
        if (item.parent !== above.id) {
          demand(item, { parent: above.parent }, 'it stands beside what it answers');
          return;
        }
        demandThat(depth <= 8, item, 'nothing is stored below depth 8');
        above = item;
      }
    },
  },
  {
    id: 'PT12.locked',
    force: 'MUST',
    says: 'A locked thread answers closed to an add, a reply as well, and is open again when it is unlocked.',
    usually: 'Only first comments are held up, or the lock is known to the page alone.',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      const desk = await Desk.open(trial);
      await desk.rule(trial, topic, 'lock');
      demand(await lan.ask(trial.add(topic, 'hai')), refused('closed'), 'a first comment is refused');
      demand(await lan.ask(trial.add(topic, 'hai', { parent: item.id })), refused('closed'), 'a reply is refused');
      await desk.rule(trial, topic, 'unlock');
      await (await trial.reader()).add(topic, 'ba');
    },
  },
  {
    id: 'PT12.closes-at',
    force: 'MUST',
    says: 'A thread past the `closesAt` of its article answers closed; one whose time lies ahead takes comments.',
    usually: 'The time is only shown, or compared in seconds with milliseconds.',
    over: EACH,
    feat: ['articles'],
    run: async (trial) => {
      const lan = await trial.reader();
      const [past, ahead] = await Promise.all([closing(trial, Date.now() - 60_000), closing(trial, Date.now() + 3_600_000)]);
      demand(await lan.ask(trial.add(past, 'một')), refused('closed'), 'past its time it is closed');
      await lan.add(ahead, 'một');
    },
  },
  {
    id: 'PT13.empty',
    force: 'MUST',
    says: 'A text of nothing, of white space, or of signs that are not stored is invalid as `empty`.',
    usually: 'Emptiness is asked for before the text is cleaned, or not at all.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      for (const text of ['', ' \n\t ', '\u202e\u2066'])
        demand(await (await trial.reader()).ask(trial.add(topic, text)), invalid('text', 'empty'), `${JSON.stringify(text)} is refused`);
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'PT13.too-long',
    force: 'MUST',
    says: 'A text of `max.text` letters is taken, and one letter more is invalid as `too-long`.',
    usually: 'The text is cut in silence, or the limit is the column’s.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const most = 'ă'.repeat(trial.about.max.text);
      demand(await lan.add(topic, most), { item: { text: most } }, 'the longest is stored whole');
      demand(await lan.ask(trial.add(topic, `${most}ă`)), invalid('text', 'too-long'), 'one letter more is refused');
    },
  },
  {
    id: 'PT13.code-points',
    force: 'MUST',
    says: 'A text is measured in code points: more than half of `max.text` in emoji is taken.',
    usually: 'It is measured in bytes, or in UTF-16 units (`length` in JavaScript, Java, C#).',
    over: ['http'],
    run: async (trial) => {
      const text = '🌸'.repeat(Math.min(trial.about.max.text, 2_000) / 2 + 1);
      demand(await (await trial.reader()).add(await trial.thread(), text), { item: { text } }, 'it is stored whole');
    },
  },
  {
    id: 'PT13.links',
    force: 'MUST',
    says: 'A text with too many links is invalid as `links`, and one with one is taken.',
    usually: 'Links are not counted, or every link is refused.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      demand(await lan.ask(trial.add(topic, 'http://a.vn '.repeat(MANY))), invalid('text', 'links'), `${MANY} are refused`);
      await lan.add(topic, 'xem https://a.vn/b');
    },
  },
  {
    id: 'PT13.quoted-links',
    force: 'MUST',
    says: 'Links in a quote without an id count with those of the text.',
    usually: 'Only the text is looked through, and a quote is the way around.',
    over: ['http'],
    feat: ['quote'],
    run: async (trial) => {
      const quote = { text: 'http://a.vn '.repeat(MANY) };
      demand(await (await trial.reader()).ask(trial.add(await trial.thread(), 'một', { quote })), invalid('text', 'links'), 'it is refused');
    },
  },
  {
    id: 'PT14.op',
    force: 'MUST',
    says: 'An op that there is not is unsupported, and so is a kind of topic that there is not.',
    usually: 'It is a bad frame, which after twenty ends the connection of a newer page.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item } = await lan.add(topic, 'một');
      demand(await lan.put(topic, 'applaud', item.id), refused('unsupported'), 'the op is unknown');
      demand(await lan.put(topic.replace('thread:', 'poem:'), 'add', undefined, { parent: null, text: 'một' }), refused('unsupported'), 'the kind is unknown');
    },
  },
];

/** A thread whose article closes at a time. */
async function closing(trial: Trial, closesAt: number): Promise<string> {
  const thread = await trial.name();
  await trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now() - 3_600_000, scopes: [], closesAt });
  return `thread:${thread}`;
}

import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asOk, asSnap, rowsOf, seqOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** MD: the model that every topic follows. */
export const model: readonly Case[] = [
  {
    id: 'MD1.longest',
    force: 'MUST',
    says: 'A thread’s name may have 64 characters of A-Za-z0-9._~-, and comes back as it was asked for.',
    usually: 'The column or the route of the name is shorter, or does not take "~" and ".".',
    over: EACH,
    run: async (trial) => {
      const name = `${await trial.name()}.A_z~-9.`.padEnd(64, '0');
      await trial.know(name);
      const topic = `thread:${name}`;
      demand(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }), { t: 'snap', topic, total: 0 }, 'it is read');
      await (await trial.reader()).add(topic, 'một');
      demand(await trial.read(topic), { topic, total: 1 }, 'it is written to');
    },
  },
  {
    id: 'MD1.too-long',
    force: 'MUST',
    says: 'A name of 65 characters is a bad frame.',
    usually: 'The name is cut, or handed to the database as it is.',
    over: EACH,
    run: async (trial) => {
      const topic = `thread:${`kit-${trial.key()}`.padEnd(65, '0')}`;
      demand(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }), { t: 'err', code: 'bad-frame' }, 'it is refused');
    },
  },
  {
    id: 'MD1.other-characters',
    force: 'MUST',
    says: 'A topic’s name with any other character, or without a kind or name, is a bad frame.',
    usually: 'Names are matched with a pattern that has no anchors, or not at all.',
    over: EACH,
    run: async (trial) => {
      for (const topic of ['thread:a b', 'thread:a/b', 'thread:đêm', "thread:a'b", 'thread:', 'thread', ':a', 'thread:a\n']) {
        demand(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }), { t: 'err', code: 'bad-frame' }, `${JSON.stringify(topic)} is refused`);
      }
    },
  },
  {
    id: 'MD1.months',
    force: 'MUST',
    says: 'A name days:scope:yyyy-mm is read, and one whose month is none is refused.',
    usually: 'The month is handed to a date parser that makes a date of anything.',
    over: EACH,
    feat: ['days'],
    run: async (trial) => {
      const ask = (topic: string) => askAsNobody(trial, { t: 'sub', topic, follow: 'off' });
      demand(await ask('days:kit-none:2020-10'), { t: 'snap', mode: 'full', items: [] }, 'a month without articles is empty');
      for (const month of ['2020-1', '20-10', 'x']) demand(await ask(`days:kit-none:${month}`), { t: 'err' }, `"${month}" is refused`);
    },
  },
  {
    id: 'MD2.raised',
    force: 'MUST',
    says: 'Each commit raises the topic’s seq, and the comment it stored has that seq as its version.',
    usually: 'Versions are a count within the comment, or a time.',
    invariant: 'I3',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      let before = seqOf((await trial.read(topic)).at);
      for (const text of ['một', 'hai']) {
        const { at, item } = await lan.add(topic, text);
        demandThat(seqOf(at) > before, at, `the seq is above ${before}`);
        demand(item, { v: seqOf(at), c: seqOf(at) }, 'the comment carries the raised seq');
        demand((await trial.read(topic)).at, at, 'the topic stands there');
        before = seqOf(at);
      }
    },
  },
  {
    id: 'MD2.topics-apart',
    force: 'MUST',
    says: 'A commit to one thread leaves another thread’s seq and ETag as they were.',
    usually: 'One sequence is the head of every topic.',
    over: ['http'],
    run: async (trial) => {
      const [here, there] = [await trial.thread(), await trial.thread()];
      const lan = await trial.reader();
      const { at } = await lan.add(there, 'một');
      await lan.add(here, 'hai');
      demand(await trial.read(there), { at }, 'the other thread stands where it stood');
    },
  },
  {
    id: 'MD3.reply-leaves-words',
    force: 'MUST',
    says: 'A reply raises the version of its parent’s counters to its own seq, and leaves the version of its words.',
    usually: 'A comment has one version for all that it has.',
    invariant: 'I3',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item: root } = await lan.add(topic, 'một');
      const reply = await lan.add(topic, 'hai', { parent: root.id });
      const [after] = rowsOf(await trial.read(topic));
      demand(after, { id: root.id, v: root.v, c: root.c, text: 'một', counts: { v: seqOf(reply.at), replies: 1 } }, 'counters have a version of their own');
    },
  },
  {
    id: 'MD3.absolute',
    force: 'MUST',
    says: 'Counters are absolute: a delta has how many there are, not how many came.',
    usually: 'Counters are told as differences.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const { item: root } = await lan.add(topic, 'một');
      const { at = '' } = await lan.add(topic, 'hai', { parent: root.id });
      await lan.add(topic, 'ba', { parent: root.id });
      const changed = rowsOf(await trial.read(topic, { since: at })).find(({ id }) => id === root.id);
      demand(changed, { counts: { replies: 2 } }, 'the parent has 2 replies');
    },
  },
  {
    id: 'MD4.cursor',
    force: 'MUST',
    says: 'A cursor means everything up to and including its seq: with the newest there is nothing to tell, with an older one what came after.',
    usually: 'The comparison is "from this on" and not "after this".',
    invariant: 'I1',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const first = await lan.add(topic, 'một');
      const second = await lan.add(topic, 'hai');
      demandThat(/^[^:].*:[0-9]+$/.test(first.at ?? ''), first.at, 'a cursor is <epoch>:<seq>');
      const since = async (at: string | undefined) => asSnap(await lan.ask({ t: 'sub', topic, since: at, follow: 'off' }));
      demand(await since(second.at), { mode: 'delta', items: [], at: second.at }, 'nothing lies above the newest');
      const delta = await since(first.at);
      demand([delta.mode, rowsOf(delta).map(({ id }) => id)], ['delta', [second.key]], 'the second lies above the first');
    },
  },
  {
    id: 'MD6.put',
    force: 'MUST',
    says: 'Fields that a server does not know are ignored in a put and in its data.',
    usually: 'The schema of input has additionalProperties: false.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const frame = { ...trial.add(topic, 'một', { mood: { of: ['later'] } }), colour: 'later', __later: 1 };
      const { item } = asOk(await (await trial.reader()).ask(frame));
      demand(item, { text: 'một', mood: undefined, colour: undefined }, 'it is stored without them');
    },
  },
  {
    id: 'MD6.hello-and-sub',
    force: 'MUST',
    says: 'Fields that a server does not know are ignored in hello and sub.',
    usually: 'The schema of input has additionalProperties: false.',
    over: EACH,
    run: async (trial) => {
      const lan = await trial.reader();
      await lan.hello({ auth: lan.auth, later: true, feat: ['later'] });
      demand(await lan.ask({ t: 'sub', topic: await trial.thread(), follow: 'off', later: [1] }), { t: 'snap', mode: 'full' }, 'it is read');
    },
  },
  {
    id: 'MD7.composed',
    force: 'MUST',
    says: 'Text that comes decomposed (NFD) is stored and sent composed (NFC).',
    usually: 'Text is stored as it came; Vietnamese from a Mac is then not found, and counts double.',
    over: EACH,
    run: (trial) => becomes(trial, 'Tiếng Việt'.normalize('NFD'), (text) => text === 'Tiếng Việt'.normalize('NFC'), 'NFC'),
  },
  {
    id: 'MD7.lines',
    force: 'MUST',
    says: 'Lines end with \\n, and more than one empty line in a row becomes one.',
    usually: 'Line ends are left as the browser sent them.',
    over: ['http'],
    run: (trial) => becomes(trial, 'một\r\nhai\r\n\r\n\r\n\r\nba', (text) => text === 'một\nhai\n\nba', '"một\\nhai\\n\\nba"'),
  },
  {
    id: 'MD7.controls',
    force: 'MUST',
    says: 'Control characters and bidirectional overrides are not stored.',
    usually: 'Only HTML is looked for.',
    over: ['http'],
    run: (trial) =>
      becomes(
        trial,
        'a\u0000b\u0007c\u001bd\u202ee\u2066f\u2069g',
        (text) => !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text) && text.replace(/[^a-g]/g, '') === 'abcdefg',
        'the letters without them',
      ),
  },
  {
    id: 'MD7.no-html',
    force: 'MUST',
    says: 'Text that looks like HTML is sent as the same text, neither cleaned nor escaped.',
    usually: 'The text goes through htmlspecialchars, strip_tags or a sanitizer.',
    over: EACH,
    run: (trial) => becomes(trial, '<b>một</b> & "hai" <script>3 < 4</script> &amp;', (text, sent) => text === sent, 'the same'),
  },
  {
    id: 'MD7.joined',
    force: 'SHOULD',
    says: 'Emoji that are joined of several, and letters outside the basic plane, stay whole.',
    usually: 'The database’s encoding has three bytes a letter (utf8 in place of utf8mb4), or joiners are cut.',
    over: ['http'],
    run: (trial) => becomes(trial, '👨‍👩‍👧 👍🏽 𠀀', (text, sent) => text === sent, 'the same'),
  },
];

async function becomes(trial: Trial, text: string, isSo: (stored: string, sent: string) => boolean, what: string): Promise<void> {
  const topic = await trial.thread();
  const { item } = await (await trial.reader()).add(topic, text);
  const [read] = rowsOf(await trial.read(topic));
  for (const stored of [item.text, read?.text]) demandThat(isSo(stored ?? '', text), stored, `the text is ${what}`);
}

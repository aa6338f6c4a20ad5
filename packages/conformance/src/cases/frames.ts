import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asOk, asSnap, rowsOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import { CONNECTED, EACH } from '../ways.ts';

/** More than any server bears in a minute (FR4). */
const BAD_FRAMES = 20;

/** FR: what a message is, and what is none. */
export const frames: readonly Case[] = [
  {
    id: 'FR1.sub-after-put',
    force: 'MUST',
    says: 'A sub after a put in the same message sees what was put.',
    usually: 'Frames of a message are begun at once, or reads go to a replica.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const put = trial.add(topic, 'một', { id: 101 });
      const sub = { t: 'sub', id: 102, topic, follow: 'off' };
      let snap: unknown;
      if (trial.binding === 'http') snap = (await trial.post([put, sub], lan.auth))[1];
      else {
        const link = await lan.link;
        link.send(put, sub);
        snap = await link.find((frame) => 'id' in frame && frame.id === 102, 'the answer to the sub');
      }
      demand(rowsOf(asSnap(snap)), [{ id: put.key }], 'the snapshot has it');
    },
  },
  {
    id: 'FR1.order',
    force: 'MUST',
    says: 'Puts of one message are stored in their order.',
    usually: 'Frames of a message are begun at once.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const puts = ['một', 'hai', 'ba'].map((text, i) => trial.add(topic, text, { id: 101 + i }));
      if (trial.binding === 'http') await trial.post(puts, lan.auth);
      else {
        const link = await lan.link;
        link.send(...puts);
        asOk(await link.find((frame) => 'id' in frame && frame.id === 103, 'the answer to the last'));
      }
      const ids = rowsOf(await trial.read(topic)).map(({ id }) => id);
      demand(ids, puts.map(({ key }) => key).reverse(), 'the newest is the last of the message');
    },
  },
  {
    id: 'FR2.id',
    force: 'MUST',
    says: 'A frame that breaks its schema is answered bad-frame with its id.',
    usually: 'What cannot be read is dropped, or ends the connection.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const { key: _, ...keyless } = trial.add(topic, 'một');
      const lan = await trial.reader();
      demand(await lan.ask(keyless), { t: 'err', code: 'bad-frame', id: (id: unknown) => typeof id === 'number' }, 'a put without a key');
      demand(await lan.ask({ ...trial.add(topic, 'một'), data: { parent: 7, text: 'một' } }), { t: 'err', code: 'bad-frame' }, 'a parent that is a number');
      demand(await lan.ask({ ...trial.add(topic, 'một'), data: { parent: null, text: 5 } }), { t: 'err', code: 'bad-frame' }, 'a text that is a number');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'FR2.no-frames',
    force: 'MUST',
    says: 'Values in the array that are no frames are each answered bad-frame, and the frame after them is answered as if they were not there.',
    usually: 'A field is read of what is null, and the process or the request dies.',
    over: EACH,
    run: async (trial) => {
      const rubbish = [null, 5, 'x', true, [], {}, { t: 7 }, { t: null, id: {} }];
      const sub = { t: 'sub', id: 900, topic: await trial.thread(), follow: 'off' };
      let came: readonly unknown[];
      if (trial.binding === 'http') came = await trial.post([...rubbish, sub] as object[]);
      else {
        const link = await trial.connect();
        const before = link.came.length;
        link.send(...(rubbish as object[]), sub);
        await link.find((frame) => 'id' in frame && frame.id === 900, 'the answer to the sub');
        came = link.came.slice(before);
      }
      demand(came, [...rubbish.map(() => ({ t: 'err', code: 'bad-frame' })), { t: 'snap' }], 'each draws one answer');
    },
  },
  {
    id: 'FR2.not-json',
    force: 'MUST',
    says: 'A message that is not JSON or no frame is answered bad-frame without an id, and the connection goes on.',
    usually: 'The parser’s error is not caught, and the process or the connection ends.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      for (const text of ['{"t":"sub",', 'xin chào', '5']) {
        link.sendText(text);
        demand(await link.next(({ t }) => t === 'err', `the answer to ${text}`), { code: 'bad-frame', id: undefined }, `${text} is refused`);
      }
      asSnap(await link.ask({ t: 'sub', topic: await trial.thread(), follow: 'off' }));
    },
  },
  {
    id: 'FR2.others',
    force: 'MUST',
    says: 'Another connection does not notice what one connection sends amiss.',
    usually: 'An error that nobody catches ends the process.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const bad = await trial.connect();
      for (let i = 0; i < BAD_FRAMES; i += 1) bad.sendText('{"t":[]}');
      await bad.next(({ t }) => t === 'err', 'the refusal');
      await (await trial.reader()).add(topic, 'một');
      await link.next(({ t }) => t === 'ev', 'the event of a comment');
    },
  },
  {
    id: 'FR3.unknown',
    force: 'MUST',
    says: 'A frame of an unknown kind is answered unsupported with its id.',
    usually: 'Unknown kinds are bad frames, or are not answered.',
    over: EACH,
    run: async (trial) => {
      for (const t of ['dance', 'constructor', 'toString', '__proto__']) {
        demand(
          await askAsNobody(trial, { t }),
          { t: 'err', code: 'unsupported', id: (id: unknown) => typeof id === 'number', retry: undefined },
          `the kind "${t}"`,
        );
      }
    },
  },
  {
    id: 'FR3.not-held-against',
    force: 'MUST',
    says: 'Frames of unknown kinds do not count as bad frames: after 25 of them the connection is as good as before.',
    usually: 'They are counted with the bad ones, and a page of a later version is thrown out.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      for (let i = 0; i < BAD_FRAMES + 5; i += 1) link.send({ t: 'dance', id: 1_000 + i });
      asSnap(await link.ask({ t: 'sub', topic: await trial.thread(), follow: 'off' }));
      const answers = link.came.filter((frame) => frame.t === 'err' && frame.code === 'unsupported');
      demandThat(answers.length === BAD_FRAMES + 5, answers.length, 'each is answered unsupported');
    },
  },
  {
    id: 'FR4.twenty',
    force: 'SHOULD',
    says: 'After 20 bad frames in a minute the connection ends, and bad-frame is the last thing it hears.',
    usually: 'Bad frames are not counted.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      for (let i = 0; i < BAD_FRAMES; i += 1) link.send({ t: 'sub' });
      const { err } = await link.ended();
      demand(err, { code: 'bad-frame', id: undefined }, 'the end has its reason');
    },
  },
  {
    id: 'FR4.fewer',
    force: 'SHOULD',
    says: 'Ten bad frames do not end a connection.',
    usually: 'The first bad frame ends it, so one mistake of a page takes its reader’s topics away.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      for (let i = 0; i < 10; i += 1) asErr(await link.ask({ t: 'sub' }));
      asSnap(await link.ask({ t: 'sub', topic: await trial.thread(), follow: 'off' }));
    },
  },
];

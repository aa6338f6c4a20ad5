import { type BareSocket, withBareSocket } from '../bare-socket.ts';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asSnap } from '../frames.ts';
import type { Trial } from '../trial.ts';

/** ms for what comes at once. */
const SOON = 8_000;

/** Socket.IO: rules IO1 to IO4. */
export const socketIo: readonly Case[] = [
  {
    id: 'IO1.web-socket-only',
    force: 'MUST',
    says: 'Long polling is refused.',
    usually: 'The library’s default transports are left on; without sticky sessions polling then fails on one of two servers.',
    over: ['io'],
    run: async (trial) => {
      const { status } = await trial.request(`${pathOf(trial)}?EIO=4&transport=polling`);
      demandThat(status >= 400 && status < 500, status, 'a request of polling is refused');
    },
  },
  {
    id: 'IO1.no-acknowledgement',
    force: 'MUST',
    says: 'Answers are frames of the event "frames", and an acknowledgement that is asked for does not come.',
    usually: 'The handler answers by its callback.',
    over: ['io'],
    run: (trial) =>
      withConnected(trial, async ({ socket, came }) => {
        const hello = { t: 'hello', id: 1, v: [1], site: trial.site };
        const sub = { t: 'sub', id: 2, topic: trial.silentTopic, follow: 'off' };
        socket.send(`420["frames",${JSON.stringify([hello])}]`);
        socket.send(`421["frames",${JSON.stringify([sub])}]`);
        await until(trial, () => came.some((text) => text.startsWith('42["frames",[') && text.includes('"t":"snap"')), came, 'the answer as an event');
        demand(
          came.filter((text) => text.startsWith('43')),
          [],
          'there is no acknowledgement',
        );
      }),
  },
  {
    id: 'IO1.other-events',
    force: 'MUST',
    says: 'Other events, and "frames" with something that is no array, do no harm to the connection.',
    usually: 'The handler throws, and the process ends.',
    over: ['io'],
    run: (trial) =>
      withConnected(trial, async ({ socket, came }) => {
        for (const event of ['["dance",1]', '["frames"]', '["frames",null]', '["frames",5,6]', '["frames",{"t":5}]']) socket.send(`42${event}`);
        socket.send(`42["frames",${JSON.stringify([{ t: 'hello', id: 77, v: [1], site: trial.site }])}]`);
        await until(trial, () => came.some((text) => text.includes('"t":"welcome"')), came, 'welcome');
      }),
  },
  {
    id: 'IO2.unlisted',
    force: 'MUST',
    says: 'An upgrade from a page whose Origin is not listed is refused.',
    usually: 'cors of the library is set, which a WebSocket does not ask.',
    over: ['io'],
    run: async (trial) => {
      const opened = await trial.open({ origin: 'https://unlisted.example' }).then(
        () => true,
        () => false,
      );
      demand(opened, false, 'it is refused');
    },
  },
  {
    id: 'IO3.too-large',
    force: 'MUST',
    says: 'A message over max.message ends its connection, and no other.',
    usually: 'maxHttpBufferSize is left at its megabyte.',
    over: ['io'],
    run: async (trial) => {
      const [other, link] = [await trial.connect(), await trial.connect()];
      link.sendText(JSON.stringify([{ t: 'sub', id: 1, topic: 'x'.repeat(trial.about.max.message) }]));
      await link.ended();
      asSnap(await other.ask({ t: 'sub', topic: await trial.thread(), follow: 'off' }));
    },
  },
  {
    id: 'IO4.no-packet',
    force: 'MUST',
    says: 'What is no packet of the protocol ends its connection, and no other.',
    usually: 'The decoder’s exception is not caught.',
    over: ['io'],
    run: async (trial) => {
      const other = await trial.connect();
      for (const text of ['42["frames",', '4nonsense', '42{"a":1}'])
        await withConnected(trial, async ({ socket, ended }) => {
          socket.send(text);
          const late = trial.wait(SOON).then(() => 'it goes on');
          demandThat(typeof (await Promise.race([ended, late])) === 'number', text, 'the connection ends');
        });
      asSnap(await other.ask({ t: 'sub', topic: await trial.thread(), follow: 'off' }));
    },
  },
];

function pathOf(trial: Trial): string {
  return `${(trial.about.bind.io ?? 'v1/io').replace(/\/$/, '')}/`;
}

/** A connection of Socket.IO's protocol 5, made by hand. */
function withConnected(trial: Trial, work: (bare: BareSocket) => Promise<void>): Promise<void> {
  return withBareSocket(trial, `${pathOf(trial)}?EIO=4&transport=websocket`, {}, async (bare) => {
    bare.socket.send('40');
    await until(trial, () => bare.came.some((text) => text.startsWith('40')), bare.came, 'the connection is taken');
    await work(bare);
  });
}

function until(trial: Trial, isSo: () => boolean, came: readonly string[], what: string): Promise<void> {
  return trial.eventually(async () => demandThat(isSo(), came, what), SOON);
}

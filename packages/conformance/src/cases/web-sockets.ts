import { withBareSocket } from '../bare-socket.ts';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asSnap, asWelcome } from '../frames.ts';
import { openWebSocket, UpgradeRefused } from '../links/web-socket-link.ts';
import type { Trial } from '../trial.ts';

/** ms, where a server does not announce them. */
const HELLO = 10_000;
const PING = 25_000;
/** What a server may be late by, ms. */
const GRACE = 5_000;

/** WebSocket: rules WS1 to WS6. */
export const webSockets: readonly Case[] = [
  {
    id: 'WS1.frame-or-array',
    force: 'MUST',
    says: 'A message is one frame or an array of frames.',
    usually: 'Only arrays are read, or only single frames.',
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.open();
      link.sendText(JSON.stringify({ t: 'hello', id: 301, v: [1], site: trial.site }));
      asWelcome(await link.find((frame) => 'id' in frame && frame.id === 301, 'welcome'));
      link.send({ t: 'sub', id: 302, topic: trial.silentTopic, follow: 'off' }, { t: 'sub', id: 303, topic: trial.silentTopic, follow: 'off' });
      for (const id of [302, 303]) asSnap(await link.find((frame) => 'id' in frame && frame.id === id, `the answer ${id}`));
    },
  },
  {
    id: 'WS1.subprotocol',
    force: 'MUST',
    says: 'bandoc.v1 is chosen where it is offered, also among others.',
    usually: 'Browsers close a connection whose subprotocol nobody chose.',
    over: ['ws'],
    run: async (trial) => {
      demand(await upgrade(trial, { protocols: ['x.v9', 'bandoc.v1'] }), 101, 'offered among others');
      const choice = withBareSocket(trial, pathOf(trial), { protocols: ['x.v9', 'bandoc.v1'] }, async ({ socket }) => socket.protocol);
      demand(await choice, 'bandoc.v1', 'what is chosen');
    },
  },
  {
    id: 'WS1.not-offered',
    force: 'SHOULD',
    says: 'An upgrade that does not offer bandoc.v1 is 400.',
    usually: 'Any upgrade is taken, and what speaks another protocol is answered bad-frame for ever.',
    over: ['ws'],
    run: async (trial) => {
      demand(await upgrade(trial, { protocols: [] }), { status: 400 }, 'not offered');
      demand(await upgrade(trial, { protocols: ['bandoc.v9'] }), { status: 400 }, 'another offered');
    },
  },
  {
    id: 'WS2.unlisted',
    force: 'MUST',
    says: 'An upgrade from a page whose Origin is not listed is 403 with err denied as its body.',
    usually: 'The origin is left to CORS, which a WebSocket does not ask.',
    over: ['ws'],
    run: async (trial) => {
      const origin = 'https://unlisted.example';
      const refused = await upgrade(trial, { origin });
      demand(refused, { status: 403, body: /"denied"/ }, 'it is refused');
      demand(JSON.parse((refused as UpgradeRefused).body), { t: 'err', code: 'denied', msg: (msg: unknown) => String(msg).includes(origin) }, 'it is told why');
    },
  },
  {
    id: 'WS2.no-page',
    force: 'MUST',
    says: 'An upgrade without an Origin is taken.',
    usually: 'A missing header is taken for an unlisted page, and programs of the paper are shut out.',
    over: ['ws'],
    run: async (trial) => demand(await upgrade(trial, { origin: undefined }), 101, 'it is taken'),
  },
  {
    id: 'WS3.binary',
    force: 'MUST',
    says: 'A binary message is a bad frame, even if it is JSON, and the connection goes on.',
    usually: 'The bytes are read as text; or they end the connection.',
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.connect();
      link.sendBytes(Buffer.from(JSON.stringify([{ t: 'sub', id: 9, topic: trial.silentTopic, follow: 'off' }])));
      demand(asErr(await link.next(({ t }) => t === 'err' || t === 'snap', 'the answer')), { code: 'bad-frame', id: undefined }, 'bytes');
      asSnap(await link.ask({ t: 'sub', topic: trial.silentTopic, follow: 'off' }));
    },
  },
  {
    id: 'WS4.too-large',
    force: 'MUST',
    says: 'A message over max.message ends its connection with 1009, and no other; one of just as many bytes is read.',
    usually: 'The library’s limit is left at its megabytes.',
    over: ['ws'],
    run: async (trial) => {
      const [other, link] = [await trial.connect(), await trial.connect()];
      const padded = (id: number, bytes: number) => {
        const frame = { t: 'sub', id, topic: trial.silentTopic, follow: 'off', pad: '' };
        return JSON.stringify({ ...frame, pad: 'x'.repeat(bytes - JSON.stringify(frame).length) });
      };
      link.sendText(padded(401, trial.about.max.message));
      asSnap(await link.find((frame) => 'id' in frame && frame.id === 401, 'the answer to as many bytes'));
      link.sendText(padded(402, trial.about.max.message + 1));
      demand(await link.ended(), { code: 1009 }, 'one byte more');
      asSnap(await other.ask({ t: 'sub', topic: trial.silentTopic, follow: 'off' }));
    },
  },
  {
    id: 'WS4.uncompressed',
    force: 'SHOULD',
    says: 'A client that offers compression is granted none.',
    usually: 'permessage-deflate is the library’s default: it costs memory for each connection.',
    over: ['ws'],
    run: (trial) =>
      withBareSocket(trial, pathOf(trial), { protocols: ['bandoc.v1'], perMessageDeflate: true }, async ({ socket }) =>
        demand(socket.extensions, '', 'no extension is granted'),
      ),
  },
  {
    id: 'WS5.bad-frame',
    force: 'SHOULD',
    says: 'Too many bad frames end a connection with 4000, after an err that says so.',
    usually: 'The library’s own code, which a page cannot tell from a lost network.',
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.connect();
      for (let i = 0; i < 20; i += 1) link.sendText('nonsense');
      demand(await link.ended(), { code: 4000, err: { code: 'bad-frame' } }, 'how it ends');
    },
  },
  {
    id: 'WS5.no-hello',
    force: 'SHOULD',
    says: 'A connection that does not greet ends with 4000, after an err.',
    usually: 'It is dropped without a word.',
    within: 30_000,
    over: ['ws'],
    run: async (trial) => demand(await (await trial.open()).ended((trial.about.max.hello ?? HELLO) + GRACE), { code: 4000, err: { t: 'err' } }, 'how it ends'),
  },
  {
    id: 'WS5.version',
    force: 'SHOULD',
    says: 'Without a version in common it ends with 4001, after err version.',
    usually: 'The page cannot tell that it is too old, and comes back for ever.',
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.open();
      link.send({ t: 'hello', id: 1, v: [97], site: trial.site });
      demand(await link.ended(), { code: 4001, err: { code: 'version' } }, 'how it ends');
    },
  },
  {
    id: 'WS5.other-site',
    force: 'SHOULD',
    says: 'A hello to another site ends it with 4003, after err not-found.',
    usually: 'Any other code, on which a page comes back for ever.',
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.open();
      link.send({ t: 'hello', id: 1, v: [1], site: 'kit-another' });
      demand(await link.ended(), { code: 4003, err: { code: 'not-found' } }, 'how it ends');
    },
  },
  {
    id: 'WS6.silent',
    force: 'SHOULD',
    says: 'A peer that answers no ping and sends nothing is let go within twice max.ping.',
    usually: 'Nothing is pinged, and phones that lost their network are kept for hours.',
    within: 80_000,
    over: ['ws'],
    run: (trial) =>
      withBareSocket(trial, pathOf(trial), { protocols: ['bandoc.v1'], autoPong: false }, async ({ socket, ended }) => {
        socket.send(JSON.stringify({ t: 'hello', id: 1, v: [1], site: trial.site }));
        const late = trial.wait((trial.about.max.ping ?? PING) * 2 + GRACE).then(() => 'it is kept');
        const end = await Promise.race([ended, late]);
        demandThat(typeof end === 'number', end, 'it is let go');
      }),
  },
  {
    id: 'WS6.answering',
    force: 'MUST',
    says: 'A peer that answers pings is kept, however long it has nothing to say.',
    usually: 'Only messages count as a sign of life.',
    within: 80_000,
    over: ['ws'],
    run: async (trial) => {
      const link = await trial.connect();
      await trial.wait((trial.about.max.ping ?? PING) * 2 + GRACE);
      asSnap(await link.ask({ t: 'sub', topic: trial.silentTopic, follow: 'off' }));
    },
  },
];

function pathOf(trial: Trial): string {
  return trial.about.bind.ws ?? 'v1/ws';
}

/** What an upgrade draws: 101, or how it was refused. */
async function upgrade(trial: Trial, given: { readonly origin?: string | undefined; readonly protocols?: readonly string[] }): Promise<unknown> {
  const address = trial.target.at(pathOf(trial));
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  try {
    const link = await openWebSocket(address, { name: 'ws', transcript: trial.transcript, origin: trial.target.origin, ...given });
    link.close();
    return 101;
  } catch (error) {
    if (error instanceof UpgradeRefused) return error;
    throw error;
  }
}

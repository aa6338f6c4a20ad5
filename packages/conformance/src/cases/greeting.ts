import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asOk, asSnap, asWelcome } from '../frames.ts';
import { askAsNobody, greet } from '../nobody.ts';
import { CONNECTED, EACH } from '../ways.ts';

/** ms, where a server does not announce it. */
const HELLO = 10_000;
/** What a server may be late by, ms. */
const GRACE = 6_000;

/** hello and welcome: rules HS1 to HS8. */
export const greeting: readonly Case[] = [
  {
    id: 'HS1.first',
    force: 'MUST',
    says: 'A frame before hello is answered err auth, and does nothing; hello is still taken.',
    usually: 'A connection is taken for an anonymous reader from the start.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const link = await trial.open();
      demand(await link.ask({ t: 'sub', topic }), { t: 'err', code: 'auth', retry: 0 }, 'a sub is refused');
      demand(await link.ask(trial.add(topic, 'một')), { t: 'err', code: 'auth', retry: 0 }, 'a put is refused');
      asWelcome(await link.ask({ t: 'hello', v: [1], site: trial.site }));
    },
  },
  {
    id: 'HS1.silent',
    force: 'SHOULD',
    says: 'A connection that says nothing ends when max.hello has passed.',
    usually: 'No timer is set when a connection opens.',
    within: 30_000,
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.open();
      await link.ended((trial.about.max.hello ?? HELLO) + GRACE);
    },
  },
  {
    id: 'HS1.other-frames',
    force: 'SHOULD',
    says: 'Other frames do not put off the end of a connection that does not say hello.',
    usually: 'The timer is one of idleness, begun anew by each frame.',
    within: 30_000,
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const link = await trial.open();
      const most = trial.about.max.hello ?? HELLO;
      const ended = link.ended(most + GRACE);
      for (let waited = 0; waited < most && link.isOpen; waited += most / 8) {
        link.send({ t: 'sub', id: link.nextId(), topic });
        await Promise.race([ended, trial.wait(most / 8)]);
      }
      await ended;
    },
  },
  {
    id: 'HS2.highest',
    force: 'MUST',
    says: 'welcome grants version 1 to a client that has it among others.',
    usually: 'Only the first of the versions is looked at.',
    over: EACH,
    run: async (trial) => {
      demand(asWelcome(await greet(trial, { v: [1] })), { v: 1 }, 'to one that has it alone');
      demand(asWelcome(await greet(trial, { v: [97, 1, 98] })), { v: 1 }, 'to one that has others');
    },
  },
  {
    id: 'HS2.none',
    force: 'MUST',
    says: 'Without a version in common the answer is err version with the server’s least and greatest.',
    usually: 'The version is not looked at.',
    over: EACH,
    run: async (trial) => {
      const answer = asErr(await greet(trial, { v: [97] }));
      demand(answer, { code: 'version', retry: undefined, data: { min: (min: number) => min <= 1, max: (max: number) => max >= 1 } }, 'it is refused');
    },
  },
  {
    id: 'HS2.ends',
    force: 'SHOULD',
    says: 'A connection without a version in common ends.',
    usually: 'The refusal is sent and the connection left as it is.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.open();
      link.send({ t: 'hello', id: link.nextId(), v: [97], site: trial.site });
      demand(await link.ended(), { err: { code: 'version' } }, 'version is its reason');
    },
  },
  {
    id: 'HS3.clock',
    force: 'MUST',
    says: 'welcome.now is the clock of a comment’s time.',
    usually: 'One is seconds, or one is the database’s clock in another time zone.',
    over: EACH,
    run: async (trial) => {
      const lan = await trial.reader();
      const topic = await trial.thread();
      const before = asWelcome(await greet(trial, {})).now;
      const { item } = await lan.add(topic, 'một');
      const after = asWelcome(await greet(trial, {})).now;
      // A database’s clock may be a machine’s beside the server’s.
      demandThat((item.time ?? 0) >= before - 1_000 && (item.time ?? 0) <= after + 1_000, item, `its time lies between ${before} and ${after}`);
    },
  },
  {
    id: 'HS4.same-identity',
    force: 'MUST',
    says: 'A guest’s token has the same identity on another connection and binding.',
    usually: 'Who a guest is, is kept with the connection or in a session of the web server.',
    invariant: 'I5',
    feat: ['guest'],
    over: EACH,
    run: async (trial) => {
      const { user, auth } = asWelcome(await greet(trial, { guest: { name: 'Lan' } }));
      demand({ user, auth }, { user: { name: 'Lan' }, auth: /./ }, 'a guest is introduced');
      demand(asWelcome(await greet(trial, { auth })), { user: { id: user?.id, name: 'Lan' } }, 'on another connection');
      const [byPost] = await trial.post([{ t: 'hello', id: 1, v: [1], site: trial.site, auth }]);
      demand(asWelcome(byPost), { user: { id: user?.id } }, 'by POST');
    },
  },
  {
    id: 'HS4.signs',
    force: 'MUST',
    says: 'What a guest writes is signed with the id and name of the welcome.',
    usually: 'The author is the account that the database connection has for all guests.',
    feat: ['guest'],
    over: EACH,
    run: async (trial) => {
      const lan = await trial.guest('Lan Guest');
      const { item } = await lan.add(await trial.thread(), 'một');
      demand(item.author, { id: lan.id, name: 'Lan Guest' }, 'the author is the guest');
    },
  },
  {
    id: 'HS4.two',
    force: 'MUST',
    says: 'Two guests of the same name are two people.',
    usually: 'A guest’s id is made of the name or the address.',
    feat: ['guest'],
    over: EACH,
    run: async (trial) => {
      const [one, two] = [asWelcome(await greet(trial, { guest: { name: 'Lan' } })), asWelcome(await greet(trial, { guest: { name: 'Lan' } }))];
      demandThat(one.user?.id !== two.user?.id && one.auth !== two.auth, [one.user, two.user], 'their ids and tokens differ');
    },
  },
  {
    id: 'HS5.renamed',
    force: 'MUST',
    says: 'A guest who greets with her token and another name keeps her id, and is given a token with the new name.',
    usually: 'The name draws a new guest, who may not change what she wrote before.',
    feat: ['guest'],
    over: EACH,
    run: async (trial) => {
      const first = asWelcome(await greet(trial, { guest: { name: 'Lan' } }));
      const second = asWelcome(await greet(trial, { auth: first.auth, guest: { name: 'Lan Anh' } }));
      demand(second, { user: { id: first.user?.id, name: 'Lan Anh' }, auth: (auth: unknown) => typeof auth === 'string' && auth !== first.auth }, 'renamed');
      demand(asWelcome(await greet(trial, { auth: second.auth })), { user: { id: first.user?.id, name: 'Lan Anh' } }, 'the new token says so');
    },
  },
  {
    id: 'HS6.keeps-following',
    force: 'MUST',
    says: 'Another hello leaves what is followed in public as it is.',
    usually: 'The connection’s state is made anew at every hello.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const { link } = await trial.follow(topic);
      const lan = await trial.reader();
      asWelcome(await link.ask({ t: 'hello', v: [1], site: trial.site, auth: lan.auth }));
      asWelcome(await link.ask({ t: 'hello', v: [1], site: trial.site }));
      await lan.add(topic, 'một');
      await link.next(({ t }) => t === 'ev', 'the event of a comment');
    },
  },
  {
    id: 'HS6.who-speaks',
    force: 'MUST',
    says: 'After another hello, what the connection writes is signed by whom it named last.',
    usually: 'Only the first hello is looked at.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = [await trial.reader(), await trial.reader()];
      const link = await trial.connect({ auth: lan.auth });
      demand(asOk(await link.ask(trial.add(topic, 'một'))).item?.author, { id: lan.id }, 'first it is the first');
      asWelcome(await link.ask({ t: 'hello', v: [1], site: trial.site, auth: minh.auth }));
      demand(asOk(await link.ask(trial.add(topic, 'hai'))).item?.author, { id: minh.id }, 'then it is the second');
    },
  },
  {
    id: 'HS7.no-token',
    force: 'MUST',
    says: 'A token that does not verify is answered err auth with retry 0.',
    usually: 'The library’s exception is a fault of the server (500, internal).',
    over: CONNECTED,
    run: async (trial) => {
      for (const auth of ['nonsense', 'a.b.c', 'eyJhbGciOiJIUzI1NiJ9.e30.', '']) {
        demand(await greet(trial, { auth }), { t: 'err', code: 'auth', retry: 0 }, `"${auth}" is refused`);
      }
    },
  },
  {
    id: 'HS7.stays',
    force: 'MUST',
    says: 'After a token that does not verify the connection stays, and is nobody’s: it reads, and may not write.',
    usually: 'The connection is closed; or it stays that of who spoke before.',
    over: CONNECTED,
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const link = await trial.connect({ auth: lan.auth });
      asErr(await link.ask({ t: 'hello', v: [1], site: trial.site, auth: 'nonsense' }));
      asSnap(await link.ask({ t: 'sub', topic }));
      demand(await link.ask(trial.add(topic, 'một')), { t: 'err', code: 'auth' }, 'it may not write');
      const fresh = await trial.open();
      asErr(await fresh.ask({ t: 'hello', v: [1], site: trial.site, auth: 'nonsense' }));
      asSnap(await fresh.ask({ t: 'sub', topic }));
    },
  },
  {
    id: 'HS8.other-site',
    force: 'MUST',
    says: 'A hello to another site is answered err not-found.',
    usually: 'The site is not looked at, and pages of one paper write into another’s threads.',
    over: EACH,
    run: async (trial) => {
      demand(await greet(trial, { site: 'kit-another' }), { t: 'err', code: 'not-found', retry: undefined }, 'it is refused');
    },
  },
  {
    id: 'HS8.ends',
    force: 'SHOULD',
    says: 'A connection that greets another site ends.',
    usually: 'The refusal is sent and the connection left as it is.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.open();
      link.send({ t: 'hello', id: link.nextId(), v: [1], site: 'kit-another' });
      demand(await link.ended(), { err: { code: 'not-found' } }, 'not-found is its reason');
    },
  },
  {
    id: 'HS7.anonymous',
    force: 'MUST',
    says: 'A hello with neither token nor guest is welcome, has no user and no token, and reads.',
    usually: 'Everybody is made a guest, and a visitor who only reads leaves a row.',
    over: EACH,
    run: async (trial) => {
      demand(asWelcome(await greet(trial, {})), { user: undefined, auth: undefined }, 'it is nobody');
      asSnap(await askAsNobody(trial, { t: 'sub', topic: await trial.thread(), follow: 'off' }));
    },
  },
];

import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asErr, asSnap, asWelcome } from '../frames.ts';
import type { Trial } from '../trial.ts';
import { CONNECTED } from '../ways.ts';
import { once, reactions } from './limits.ts';

/** Limits of a connection, a user and a network: rules LM7 to LM10, LM12. They are held alone: one network is all that the kit has. */
export const networkLimits: readonly Case[] = [
  {
    id: 'LM8.follows',
    force: 'SHOULD',
    says: 'A connection begins to follow 60 times a minute; one more is rate with retry, and the connection stays.',
    usually: 'Subscribing is thought to be cheap, and is the dearest read that there is.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      const begun = Date.now();
      const topic = trial.silentTopic;
      for (let i = 0; i < 80; i += 1) link.send({ t: 'sub', id: 1_000 + i, topic }, { t: 'unsub', topic });
      await link.find((frame) => 'id' in frame && frame.id === 1_079, 'the last answer');
      const answers = link.came.filter((frame) => 'id' in frame && (frame.id ?? 0) >= 1_000);
      const most = 60 + (Date.now() - begun) / 1_000 + 1;
      const done = answers.filter(({ t }) => t === 'snap').length;
      demandThat(done >= 60 && done <= most, done, `from 60 to ${Math.floor(most)} are taken`);
      demand(asErr(answers.find(({ t }) => t === 'err')), { code: 'rate', retry: (retry: unknown) => Number(retry) > 0 }, 'the others');
    },
  },
  {
    id: 'LM8.reads',
    force: 'SHOULD',
    says: 'A connection reads 300 times a minute; more is rate with retry, and the connection stays.',
    usually: 'Only what is followed is counted.',
    over: CONNECTED,
    run: async (trial) => {
      const link = await trial.connect();
      const begun = Date.now();
      for (let from = 0; from < 360; from += 20) {
        link.send(...Array.from({ length: 20 }, (_, i) => ({ t: 'sub', id: 1_000 + from + i, topic: trial.silentTopic, follow: 'off' })));
        await link.find((frame) => 'id' in frame && frame.id === 1_019 + from, 'the last answer');
      }
      const most = 300 + (Date.now() - begun) / 200 + 1;
      const done = link.came.filter(({ t }) => t === 'snap').length;
      demandThat(done >= 300 && done <= most && done < 360, done, `from 300 to ${Math.floor(most)} are taken`);
      demand(asErr(link.came.find(({ t }) => t === 'err')), { code: 'rate', retry: (retry: unknown) => Number(retry) > 0 }, 'the others');
    },
  },
  {
    id: 'LM9.user',
    force: 'SHOULD',
    says: 'A reader has 20 connections; one more is err busy and ends, and another reader’s is taken.',
    usually: 'Connections are counted by address alone.',
    over: CONNECTED,
    run: async (trial) => {
      const lan = await trial.reader();
      for (let i = 0; i < 20; i += 1) await trial.connect({ auth: lan.auth });
      const link = await trial.open();
      link.send({ t: 'hello', id: 1, v: [1], site: trial.site, auth: lan.auth });
      demand(await link.ended(), { err: { code: 'busy', retry: (retry: unknown) => Number(retry) >= 0 } }, 'the 21st');
      await trial.connect({ auth: (await trial.reader()).auth });
    },
  },
  {
    id: 'LM9.network',
    force: 'SHOULD',
    says: 'A network has 2,000 connections; one more is busy.',
    usually: 'They are not counted, and one machine takes all that the server has.',
    alone: true,
    within: 120_000,
    over: ['ws'],
    run: async (trial) => {
      let taken = 0;
      for (let turn = 0; turn < 22 && taken === turn * 100; turn += 1) {
        const links = await Promise.allSettled(Array.from({ length: 100 }, () => trial.connect()));
        taken += links.filter(({ status }) => status === 'fulfilled').length;
      }
      demandThat(taken >= 1_800 && taken <= 2_000, taken, 'about 2,000 are taken');
    },
  },
  {
    id: 'LM7.guests',
    force: 'SHOULD',
    says: 'All guests of one network together add 60 a minute; more is rate with retry.',
    usually: 'Only the guest is counted, and every hello makes a new one.',
    feat: ['guest'],
    alone: true,
    within: 60_000,
    over: ['http'],
    run: async (trial) => {
      const { done, refused, most } = await guestsAdd(trial, () => ({}));
      demandThat(done <= most && refused > 0, { done, refused }, `at most ${Math.floor(most)} are taken`);
    },
  },
  {
    id: 'LM10.forwarded',
    force: 'MUST',
    says: 'X-Forwarded-For from an end that is no known proxy is not believed: it draws no fresh limit.',
    usually: 'A framework trusts the header by default, and anybody is a thousand networks.',
    feat: ['guest'],
    alone: true,
    within: 60_000,
    over: ['http'],
    run: async (trial) => {
      const forwarded = (i: number) => ({ 'x-forwarded-for': `203.0.113.${i}`, 'x-real-ip': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` });
      const { done, refused, most } = await guestsAdd(trial, forwarded);
      demandThat(done <= most && refused > 0, { done, refused }, `at most ${Math.floor(most)} are taken`);
    },
  },
  {
    id: 'LM12.guests-react',
    force: 'SHOULD',
    says: 'All guests of one network together react 300 times a minute; more is rate.',
    usually: 'Only the guest is counted, and every hello makes a new one.',
    feat: ['guest', 'react'],
    alone: true,
    within: 60_000,
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { key: target } = await (await trial.reader()).add(topic, 'một');
      const guests = await introduce(trial, 12);
      const begun = Date.now();
      const codes = (await Promise.all(guests.map((auth) => reactions(trial, auth, topic, target, 30)))).flat();
      const most = 300 + (Date.now() - begun) / 200 + 1;
      const done = codes.filter((code) => code === 'ok').length;
      demandThat(done <= most && codes.includes('rate'), done, `at most ${Math.floor(most)} of ${codes.length} are taken`);
    },
  },
  {
    id: 'LM8.posted-reads',
    force: 'SHOULD',
    says: 'Reads by POST are 300 a minute for a network; more is rate.',
    usually: 'Reads by POST, which no cache answers, are not counted.',
    alone: true,
    within: 60_000,
    over: ['http'],
    run: async (trial) => {
      const begun = Date.now();
      const frames = Array.from({ length: 20 }, (_, i) => ({ t: 'sub', id: i + 1, topic: trial.silentTopic, follow: 'off' }));
      const answers = (await Promise.all(Array.from({ length: 25 }, () => trial.send('POST', 'v1/frames', frames)))).map(
        ({ body }) => body as readonly object[],
      );
      const codes = answers.flat().map((answer) => ('code' in answer ? answer.code : 'snap'));
      const most = 300 + (Date.now() - begun) / 200 + 1;
      const done = codes.filter((code) => code === 'snap').length;
      demandThat(done <= most && codes.includes('rate'), done, `at most ${Math.floor(most)} of ${codes.length} are taken`);
    },
  },
  {
    id: 'LM8.gets',
    force: 'SHOULD',
    says: 'GETs are 3,000 a minute for a network, not fewer; more is 429 with Retry-After, and a while later it is answered again.',
    usually: 'They are not counted; or so few are taken that the readers of one carrier shut each other out.',
    alone: true,
    within: 120_000,
    over: ['http'],
    run: async (trial) => {
      let done = 0;
      let refused: Awaited<ReturnType<Trial['get']>> | undefined;
      const begun = Date.now();
      const work = async () => {
        while (!refused && done < 9_000) {
          const answer = await trial.get(trial.silentTopic, {}, { 'if-none-match': '"x"' });
          if (answer.status === 200) done += 1;
          else refused = answer;
        }
      };
      await Promise.all(Array.from({ length: 32 }, work));
      const most = 3_000 + (Date.now() - begun) / 20 + 40;
      demandThat(done <= most && refused !== undefined, done, `at most ${Math.floor(most)} are taken`);
      demand(
        refused,
        {
          status: 429,
          headers: { 'retry-after': /^\d+$/, 'cache-control': /no-store/ },
          body: { t: 'err', code: 'rate', retry: (retry: number) => retry > 0 },
        },
        'one more',
      );
      // Others come after this one.
      await trial.wait(4_000);
      asSnap((await trial.get(trial.silentTopic)).body);
    },
  },
];

/** Tokens of guests who were introduced just now. */
async function introduce(trial: Trial, count: number): Promise<string[]> {
  const auths: string[] = [];
  for (let from = 0; from < count; from += 10) {
    const hellos = Array.from({ length: Math.min(10, count - from) }, (_, i) => ({
      t: 'hello',
      id: i + 1,
      v: [1],
      site: trial.site,
      guest: { name: `Khách ${i}` },
    }));
    for (const frame of await trial.post(hellos)) auths.push(asWelcome(frame).auth ?? '');
  }
  return auths;
}

/** 75 adds of 25 guests: how many were taken, and how many may have been. */
async function guestsAdd(trial: Trial, headersOf: (guest: number) => Readonly<Record<string, string>>) {
  const topic = await trial.thread();
  const guests = await introduce(trial, 25);
  const begun = Date.now();
  const codes = (
    await Promise.all(
      guests.map(async (auth, i) => {
        const answers = [];
        for (const text of ['một', 'hai', 'ba']) answers.push(await once(trial, trial.add(topic, text), auth, headersOf(i)));
        return answers;
      }),
    )
  ).flat();
  const done = codes.filter(({ t }) => t === 'ok').length;
  const refused = codes.filter((answer) => answer.t === 'err' && answer.code === 'rate' && (answer.retry ?? 0) > 0).length;
  return { done, refused, most: 60 + (Date.now() - begun) / 1_000 + 1 };
}

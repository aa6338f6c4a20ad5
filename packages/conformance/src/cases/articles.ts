import type { Counted } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import type { Answer } from '../request.ts';
import type { Trial } from '../trial.ts';
import { FOLLOWING } from '../ways.ts';

/** Noon of a day, ms, so that no time zone makes another day of it. */
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** The paper's own system: rules AR1 to AR4, and DV3. */
export const articles: readonly Case[] = [
  {
    id: 'AR1.published',
    force: 'MUST',
    says: 'An article is taken in, and at once its thread is there, empty, and its day counts one.',
    usually: 'It is queued, so the page that is published first finds no thread.',
    over: ['http'],
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      await trial.publish(one);
      demand(await trial.read(`thread:${one.thread}`), { mode: 'full', total: 0 }, 'its thread is empty');
      demand(await daysOf(trial, one.scopes[0], '2020-10'), [{ id: '2020-10-05', count: 1 }], 'its day counts it');
    },
  },
  {
    id: 'AR1.several',
    force: 'MUST',
    says: 'Several articles come in one array.',
    usually: 'Only an object is read, or the first of the array.',
    over: ['http'],
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      await trial.publish([one, { ...article(trial, '2020-10-06'), scopes: one.scopes }, { ...article(trial, '2020-10-06'), scopes: one.scopes }]);
      const wanted = [
        { id: '2020-10-05', count: 1 },
        { id: '2020-10-06', count: 2 },
      ];
      demand(await daysOf(trial, one.scopes[0], '2020-10'), wanted, 'each counts on its day');
    },
  },
  {
    id: 'AR1.incomplete',
    force: 'MUST',
    says: 'What is no article is refused, and nothing is stored.',
    usually: 'What is missing is filled in.',
    over: ['http'],
    feat: ['articles'],
    run: async (trial) => {
      const { scopes, ...rest } = article(trial, '2020-10-05');
      const answer = await tell(trial, rest, await host(trial));
      demand(answer, { status: 400, body: { t: 'err', code: 'bad-frame' } }, 'it is refused');
      demand(await daysOf(trial, scopes[0], '2020-10'), [], 'no day counts it');
    },
  },
  {
    id: 'AR2.same',
    force: 'MUST',
    says: 'The same article told again raises no seq, neither of its days nor of its thread.',
    usually: 'Every telling is an update: each night’s import wakes every reader.',
    over: ['http'],
    feat: ['articles', 'days', 'tally'],
    run: async (trial) => {
      const one = { ...article(trial, '2020-10-05'), closesAt: Date.now() + 3_600_000 };
      await trial.publish(one);
      const topics = [`thread:${one.thread}`, `days:${one.scopes[0]}:2020-10`, `tally:${one.scopes[0]}`];
      const before = await Promise.all(topics.map((topic) => trial.read(topic)));
      await trial.publish(one);
      const after = await Promise.all(topics.map((topic) => trial.read(topic)));
      const cursors = (snaps: typeof before) => snaps.map(({ at }) => at);
      demand(cursors(after), cursors(before), 'all cursors are as they were');
    },
  },
  {
    id: 'AR3.moved',
    force: 'MUST',
    says: 'An article that moves to another day and scope leaves the old ones and counts in the new ones.',
    usually: 'Counts only go up: the old day keeps it.',
    invariant: 'I10',
    over: ['http'],
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      const other = article(trial, '2020-11-07');
      await trial.publish(one);
      await trial.publish({ ...one, at: other.at, scopes: other.scopes });
      demand(counts(await daysOf(trial, one.scopes[0], '2020-10')), 0, 'the old day counts it no more');
      demand(await daysOf(trial, other.scopes[0], '2020-11'), [{ id: '2020-11-07', count: 1 }], 'the new one does');
    },
  },
  {
    id: 'AR3.live',
    force: 'MUST',
    says: 'A follower of `days:` is told of an article that is published, and of its withdrawal.',
    usually: 'Days are read once.',
    over: FOLLOWING,
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      await trial.publish({ ...article(trial, '2020-10-04'), scopes: one.scopes });
      const { link } = await trial.follow(`days:${one.scopes[0]}:2020-10`);
      const told = (count: number) => {
        const isIt = (item: Counted) => item.id === '2020-10-05' && item.count === count;
        return link.find((frame) => frame.t === 'ev' && (frame.items as Counted[]).some(isIt), `an ev in which the day counts ${count}`);
      };
      await trial.publish(one);
      await told(1);
      await trial.publish({ thread: one.thread, withdrawn: true });
      await told(0);
    },
  },
  {
    id: 'AR4.nobody',
    force: 'MUST',
    says: 'Without a token the answer is 401 auth, and nothing is stored.',
    usually: 'The address is taken for a secret.',
    over: ['http'],
    feat: ['articles'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      demand(await tell(trial, one), { status: 401, body: { t: 'err', code: 'auth' } }, 'it is refused');
      demand(await daysOf(trial, one.scopes[0], '2020-10'), [], 'no day counts it');
    },
  },
  {
    id: 'AR4.no-right',
    force: 'MUST',
    says: 'With a token that has not the right `articles` the answer is 403 denied, a moderator’s too.',
    usually: 'Any token that verifies will do.',
    over: ['http'],
    feat: ['articles'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      for (const claims of [{}, { roles: ['moderator'] }, { rights: ['import'] }])
        demand(await tell(trial, one, await trial.token(claims)), { status: 403, body: { t: 'err', code: 'denied' } }, 'it is refused');
      demand(await daysOf(trial, one.scopes[0], '2020-10'), [], 'no day counts it');
    },
  },
  {
    id: 'DV3.withdrawn',
    force: 'MUST',
    says: 'A withdrawn article counts on its day no more, at once, and its thread can still be read.',
    usually: 'It is deleted with its comments, or counted until the next night.',
    over: ['http'],
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      await trial.publish([one, { ...article(trial, '2020-10-05'), scopes: one.scopes }]);
      await (await trial.reader()).add(`thread:${one.thread}`, 'một');
      await trial.publish({ thread: one.thread, withdrawn: true });
      demand(await daysOf(trial, one.scopes[0], '2020-10'), [{ id: '2020-10-05', count: 1 }], 'the day counts the other alone');
      demand(await trial.read(`thread:${one.thread}`), { total: 1 }, 'who holds its address reads its thread');
    },
  },
  {
    id: 'DV3.scopes',
    force: 'MUST',
    says: 'An article counts in each of its scopes.',
    usually: 'The first is its section, and the others are left out.',
    over: ['http'],
    feat: ['articles', 'days'],
    run: async (trial) => {
      const one = article(trial, '2020-10-05');
      const { scopes } = article(trial, '2020-10-05');
      await trial.publish({ ...one, scopes: [...one.scopes, ...scopes] });
      for (const scope of [...one.scopes, ...scopes]) demand(await daysOf(trial, scope, '2020-10'), [{ id: '2020-10-05', count: 1 }], `${scope} counts it`);
    },
  },
];

/** An article of a day, in a scope that nobody used before; one that it takes a secret to tell of. */
function article(trial: Trial, day: string) {
  demandThat(trial.secret !== '', day, 'there is a secret');
  const name = `kit-${trial.key().slice(0, 12)}`;
  return { thread: name, url: `/${name}`, title: name, at: noon(day), scopes: [`scope-${name}`] as [string] };
}

function host(trial: Trial): Promise<string> {
  return trial.token({ rights: ['articles'] });
}

function tell(trial: Trial, body: object, auth?: string): Promise<Answer> {
  return trial.send('POST', 'v1/articles', body, auth === undefined ? {} : { authorization: `Bearer ${auth}` });
}

async function daysOf(trial: Trial, scope: string, month: string): Promise<Counted[]> {
  return [...((await trial.read(`days:${scope}:${month}`)).items as Counted[])].sort((a, b) => a.id.localeCompare(b.id));
}

function counts(days: readonly Counted[]): number {
  return days.reduce((sum, { count }) => sum + count, 0);
}

import type { Counted } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat, Unproven } from '../demand.ts';
import { factsIn } from '../desk.ts';
import { invalid, refused } from '../refusals.ts';
import type { Speaker } from '../speaker.ts';
import type { Query, Trial } from '../trial.ts';
import { EACH, FOLLOWING } from '../ways.ts';

/** How long a count may be late, ms, and the way to here. */
const LATE = 3_000;

/** Any that newsrooms count shares by; the first that the server takes is used. */
const NETWORKS = ['facebook', 'zalo', 'copy', 'x', 'email'];

/** count, and derived topics: rules CT1 to CT5, DV1, DV3. */
export const counting: readonly Case[] = [
  {
    id: 'CT1.one-each',
    force: 'MUST',
    says: '`react.<kind>` is how many readers react to the page, each once, and null takes one back.',
    usually: 'Every press raises it.',
    invariant: 'I10',
    over: EACH,
    feat: ['count', 'react'],
    run: async (trial) => {
      const { page, kind } = await counted(trial);
      const [lan, minh, hoa] = await Promise.all([trial.reader(), trial.reader(), trial.reader()]);
      for (const reader of [lan, lan, minh, hoa]) await reader.does(page, 'react', undefined, { kind });
      await hoa.does(page, 'react', undefined, { kind: null });
      await reaches(trial, page, `react.${kind}`, 2);
    },
  },
  {
    id: 'CT1.mine',
    force: 'MUST',
    says: 'A reader’s own reaction to the page is the item `_page` of `mine:`, at once.',
    usually: 'The page alone remembers it.',
    invariant: 'I12',
    over: ['http'],
    feat: ['count', 'react', 'mine'],
    run: async (trial) => {
      const { page, kind } = await counted(trial);
      const lan = await trial.reader();
      await lan.does(page, 'react', undefined, { kind });
      demand((await lan.sees(page.replace('count:', 'mine:'))).items, [{ id: '_page', reaction: kind }], 'it is there');
    },
  },
  {
    id: 'CT2.once-a-day',
    force: 'MUST',
    says: 'A share counts once a reader, network and day.',
    usually: 'Every click counts.',
    invariant: 'I10',
    over: EACH,
    feat: ['count'],
    run: async (trial) => {
      const { page, share } = await shared(trial);
      const [lan, minh] = await Promise.all([trial.reader(), trial.reader()]);
      for (const reader of [lan, lan, minh]) await reader.does(page, 'hit', share);
      // The one that found the network counts as well.
      await reaches(trial, page, share, 3);
    },
  },
  {
    id: 'CT3.unknown',
    force: 'MUST',
    says: 'A hit on no network that is counted is invalid as `unknown`.',
    usually: 'Any name makes a row, and anybody fills the table.',
    over: ['http'],
    feat: ['count'],
    run: async (trial) => {
      const { page } = await counted(trial);
      const lan = await trial.reader();
      for (const target of ['share.zzzzzz', 'react.like', 'views'])
        demand(await lan.put(page, 'hit', target), invalid('target', 'unknown'), `${target} is refused`);
    },
  },
  {
    id: 'CT4.ok',
    force: 'MUST',
    says: 'The ok of a hit has neither `item` nor `at`; its key again is dup, and another key on the same day is ok.',
    usually: 'The second hit of a day is refused, so the page shows a fault.',
    over: ['http'],
    feat: ['count'],
    run: async (trial) => {
      const { page, share } = await shared(trial);
      const lan = await trial.reader();
      const more = { key: trial.key() };
      demand(await lan.does(page, 'hit', share, {}, more), { item: undefined, at: undefined, dup: undefined }, 'it says that it is stored');
      demand(await lan.does(page, 'hit', share, {}, more), { item: undefined, at: undefined, dup: true }, 'its key again is dup');
      demand(await lan.does(page, 'hit', share), { item: undefined, at: undefined }, 'another key is ok');
    },
  },
  {
    id: 'CT4.react',
    force: 'MUST',
    says: 'A reaction to the page has neither `item` nor `at` in its ok; its key again is dup, with another kind key-reuse.',
    usually: 'Keys are kept for comments alone.',
    over: ['http'],
    feat: ['count', 'react'],
    run: async (trial) => {
      const { page, kind } = await counted(trial);
      const lan = await trial.reader();
      const more = { key: trial.key() };
      demand(await lan.does(page, 'react', undefined, { kind }, more), { item: undefined, at: undefined }, 'it says that it is stored');
      demand(await lan.does(page, 'react', undefined, { kind }, more), { dup: true }, 'its key again is dup');
      demand(await lan.put(page, 'react', undefined, { kind: null }, more), refused('key-reuse'), 'with another kind it is refused');
    },
  },
  {
    id: 'CT5.ids',
    force: 'MUST',
    says: 'Of `count:` the `ids` asked for come and no others, and what nobody pressed counts 0.',
    usually: 'Everything comes, or nothing for what has no row.',
    over: ['http'],
    feat: ['count', 'react'],
    run: async (trial) => {
      const { page, kind } = await counted(trial);
      await (await trial.reader()).does(page, 'react', undefined, { kind });
      await reaches(trial, page, `react.${kind}`, 1);
      demand(await countOf(trial, page, 'share.copy'), 0, 'what nobody pressed is 0');
      const { items } = await trial.read(page, { ids: 'share.copy' });
      demandThat(!items.some(({ id }) => id.startsWith('react.')), items, 'what was not asked for does not come');
    },
  },
  {
    id: 'CT5.followed',
    force: 'MUST',
    says: 'A follower of `count:` is told of a new count.',
    usually: 'Counts are only read.',
    over: FOLLOWING,
    feat: ['count', 'react'],
    run: async (trial) => {
      const { page, kind } = await counted(trial);
      const { link } = await trial.follow(page);
      await (await trial.reader()).does(page, 'react', undefined, { kind });
      const isIt = ({ id, count }: Counted) => id === `react.${kind}` && count === 1;
      await link.find((frame) => frame.t === 'ev' && (frame.items as Counted[]).some(isIt), 'an ev with the count');
    },
  },
  {
    id: 'DV1.tally',
    force: 'MUST',
    says: 'A tally is the number of a thread’s shown comments at most 2 s after the last change: it rises with adds, falls with deletions.',
    usually: 'It is raised by one on each add, and drifts.',
    invariant: 'I10',
    over: ['http'],
    feat: ['tally'],
    run: async (trial) => {
      const { name, tally } = await tallied(trial);
      const lan = await trial.reader();
      const { item } = await lan.add(`thread:${name}`, 'một');
      await lan.add(`thread:${name}`, 'hai', { parent: item.id });
      await reaches(trial, tally, name, 2);
      await lan.does(`thread:${name}`, 'del', item.id);
      await reaches(trial, tally, name, 1);
    },
  },
  {
    id: 'DV1.followed',
    force: 'MUST',
    says: 'A follower of a tally is told of a new comment at most 2 s after it.',
    usually: 'Tallies are a cached query, and nobody is told.',
    over: FOLLOWING,
    feat: ['tally'],
    run: async (trial) => {
      const { name, tally } = await tallied(trial);
      const { link } = await trial.follow(tally);
      await (await trial.reader()).add(`thread:${name}`, 'một');
      const isIt = ({ id, count }: Counted) => id === name && count === 1;
      await link.find((frame) => frame.t === 'ev' && (frame.items as Counted[]).some(isIt), 'an ev with the count', LATE);
    },
  },
  {
    id: 'DV1.moderated',
    force: 'MUST',
    says: 'A tally counts neither what waits nor what is hidden.',
    usually: 'It counts rows.',
    invariant: 'I10',
    over: ['http'],
    feat: ['mod'],
    run: async (trial) => {
      const { name, tally } = await tallied(trial, { hold: 'guests' });
      const topic = `thread:${name}`;
      const moderator = await trial.moderator();
      const { item } = await moderator.add(topic, 'một');
      await moderator.add(topic, 'hai');
      await (await trial.guest()).add(topic, 'ba');
      await reaches(trial, tally, name, 2);
      await moderator.does(`mod:${trial.site}`, 'mod', item.id, { act: 'hide' }, { if: item.v });
      await reaches(trial, tally, name, 1);
    },
  },
];

async function counted(trial: Trial) {
  const topic = await trial.thread();
  return { page: topic.replace('thread:', 'count:'), kind: factsIn(await trial.read(topic)).reactions?.[0] ?? 'like' };
}

/** A page, and a network that it counts shares by: one was counted already, to find that out. */
async function shared(trial: Trial) {
  const { page } = await counted(trial);
  const share = await firstTaken(page, await trial.reader());
  return { page, share };
}

async function firstTaken(page: string, reader: Speaker): Promise<string> {
  for (const network of NETWORKS) if ((await reader.put(page, 'hit', `share.${network}`)).t === 'ok') return `share.${network}`;
  throw new Unproven(`it needs a network among ${NETWORKS.join(', ')} that is counted`);
}

/** An article in a scope of its own. */
async function tallied(trial: Trial, more: object = {}) {
  const name = await trial.name();
  const scope = `kit-${trial.key().slice(0, 12)}`;
  await trial.publish({ thread: name, url: `/${name}`, title: name, at: Date.now() - 3_600_000, scopes: [scope], ...more });
  return { name, tally: `tally:${scope}` };
}

async function countOf(trial: Trial, topic: string, id: string): Promise<number> {
  const query: Query = { ids: id };
  return ((await trial.read(topic, query)).items as Counted[]).find((item) => item.id === id)?.count ?? 0;
}

/** Waits until a count is what it has to be, as long as it may be late. */
function reaches(trial: Trial, topic: string, id: string, count: number): Promise<void> {
  return trial.eventually(async () => demand(await countOf(trial, topic, id), count, `${id} of ${topic} is right at most 2 s after the last change`), LATE);
}

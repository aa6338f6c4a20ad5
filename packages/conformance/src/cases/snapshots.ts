import type { Snap } from '@bandoc/protocol';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat } from '../demand.ts';
import { asSnap, type Row, rowsOf } from '../frames.ts';
import { askAsNobody } from '../nobody.ts';
import type { Trial } from '../trial.ts';
import { EACH } from '../ways.ts';

/** How late what is derived may be, ms (DV1), and as much for a machine that has much to do. */
const LATE = 4_000;

/** snap: rules SN1 to SN7. */
export const snapshots: readonly Case[] = [
  {
    id: 'SN1.newest-first',
    force: 'MUST',
    says: 'A full brings the 20 newest roots, newest first, and more where roots remain.',
    usually: 'The order is by time, or the limit is another.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 21);
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }));
      demand(idsOf(rowsOf(snap)), idsOf(rows.slice(1).reverse()), 'the 20 newest, newest first');
      demand(snap, { mode: 'full', total: 21, more: /./ }, 'one remains');
    },
  },
  {
    id: 'SN1.just-full',
    force: 'MUST',
    says: 'Where no root remains there is no more.',
    usually: 'more is there whenever the page is full.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      await trial.fill(topic, 20);
      const snap = await trial.read(topic);
      demand([rowsOf(snap).length, snap.more], [20, undefined], 'all 20 and no more');
    },
  },
  {
    id: 'SN1.fifty',
    force: 'MUST',
    says: 'limit=50 brings 50 roots.',
    usually: 'The limit is not read from the query.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      await trial.fill(topic, 51);
      const snap = await trial.read(topic, { limit: 50 });
      demand([rowsOf(snap).length, snap.more], [50, /./], '50 and more');
    },
  },
  {
    id: 'SN1.oldest-first',
    force: 'MUST',
    says: 'With sort=old the first roots come first.',
    usually: 'The page is turned around after the newest were read.',
    feat: ['old'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 22);
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, sort: 'old', follow: 'off' }));
      demand(idsOf(rowsOf(snap)), idsOf(rows.slice(0, 20)), 'the 20 oldest, oldest first');
    },
  },
  {
    id: 'SN1.replies-along',
    force: 'MUST',
    says: 'Each root comes with its first 3 direct replies.',
    usually: 'All replies come, or none, or replies of replies among the three.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const [root] = await trial.fill(topic, 1);
      const [first] = await trial.fill(topic, 1, { parent: root?.id ?? null });
      await trial.fill(topic, 1, { parent: first?.id ?? null, text: 'sâu hơn' });
      const rest = await trial.fill(topic, 4, { parent: root?.id ?? null });
      const rows = rowsOf(asSnap(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' })));
      const replies = rows.filter(({ parent }) => parent === root?.id);
      demand(idsOf(replies), idsOf([first as Row, ...rest.slice(0, 2)]), 'the first three');
    },
  },
  {
    id: 'SN1.limits',
    force: 'MUST',
    says: 'A limit above 50 or below 1 is a bad frame.',
    usually: 'A page may ask for everything at once.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      for (const limit of [0, 51, -1, 1.5, '20'])
        demand(await askAsNobody(trial, { t: 'sub', topic, limit, follow: 'off' }), { t: 'err', code: 'bad-frame' }, `a limit of ${JSON.stringify(limit)}`);
    },
  },
  {
    id: 'SN2.oldest-first',
    force: 'MUST',
    says: 'Replies are oldest first, also where roots are newest first.',
    usually: 'Replies have the order of the roots.',
    feat: ['parent'],
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const [root] = await trial.fill(topic, 1);
      const replies = await trial.fill(topic, 6, { parent: root?.id ?? null });
      for (const sort of [undefined, 'new'] as const) {
        const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, parent: root?.id, ...(sort && { sort }), follow: 'off' }));
        demand(idsOf(rowsOf(snap)), idsOf(replies), 'in the order they were written');
      }
    },
  },
  {
    id: 'SN3.walk',
    force: 'MUST',
    says: 'Walking more brings every root of the first page’s time once, whatever is written meanwhile.',
    usually: 'Pages are cut by OFFSET, and what is written meanwhile pushes items over the edge.',
    invariant: 'I4',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 45);
      const told = await walk(trial, topic, {}, async () => void (await trial.fill(topic, 7, { text: 'giữa chừng' })));
      demandThat(new Set(told).size === told.length, told, 'none comes twice');
      demand(
        rows.filter(({ id }) => !told.includes(id)),
        [],
        'none is left out',
      );
    },
  },
  {
    id: 'SN3.walk-old',
    force: 'MUST',
    says: 'Walking more from the oldest brings every root once, whatever is written meanwhile.',
    usually: 'The page’s token says where it stands for one order only.',
    invariant: 'I4',
    feat: ['old'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const rows = await trial.fill(topic, 45);
      const told = await walk(trial, topic, { sort: 'old' }, async () => void (await trial.fill(topic, 3, { text: 'giữa chừng' })));
      demandThat(new Set(told).size === told.length, told, 'none comes twice');
      demand(told.slice(0, rows.length), idsOf(rows), 'all come, in order');
    },
  },
  {
    id: 'SN3.walk-replies',
    force: 'MUST',
    says: 'Walking the replies of one comment brings each once.',
    usually: 'Pages of replies are cut by OFFSET, or begin after the three that came along and miss some.',
    invariant: 'I4',
    feat: ['parent'],
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [root] = await trial.fill(topic, 1);
      const parent = root?.id ?? '';
      const replies = await trial.fill(topic, 45, { parent });
      const told = await walk(trial, topic, { parent }, async () => void (await trial.fill(topic, 2, { parent, text: 'giữa chừng' })));
      demand(told.slice(0, replies.length), idsOf(replies), 'all come once, in order');
    },
  },
  {
    id: 'SN3.no-token',
    force: 'MUST',
    says: 'A page that nobody gave out is refused, and is no fault of the server.',
    usually: 'The token is decoded without a look at what comes out.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      for (const page of ['x', '-1', 'bnVsbA', "' OR 1=1 --"]) {
        const answer = await askAsNobody(trial, { t: 'sub', topic, page, follow: 'off' });
        demand(answer, { t: 'err', code: (code: unknown) => code !== 'internal' }, `page "${page}"`);
      }
    },
  },
  {
    id: 'SN4.counted',
    force: 'MUST',
    says: 'total counts replies too, and counts.replies the direct ones alone.',
    usually: 'total counts roots, or replies all that stand below.',
    over: EACH,
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = [await trial.reader(), await trial.reader()];
      const { key: root } = await lan.add(topic, 'một');
      const { key: reply } = await lan.add(topic, 'hai', { parent: root });
      await minh.add(topic, 'ba', { parent: reply });
      await minh.add(topic, 'bốn', { parent: root });
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic, follow: 'off' }));
      demand(snap.total, 4, 'there are four');
      const repliesOf = (id: string) => rowsOf(snap).find((row) => row.id === id)?.counts?.replies;
      demand([repliesOf(root), repliesOf(reply)], [2, 1], 'the root has two direct replies, its reply one');
    },
  },
  {
    id: 'SN5.delta-is-whole',
    force: 'MUST',
    says: 'A delta applied to the state at its since is the state at its at.',
    usually: 'A delta lacks tombstones, or parents whose counters changed.',
    invariant: 'I1',
    over: ['http', 'stream', 'ws', 'io'],
    run: async (trial) => {
      const topic = await trial.thread();
      const [lan, minh] = [await trial.reader(), await trial.reader()];
      const { key: one } = await lan.add(topic, 'một');
      const { key: two } = await lan.add(topic, 'hai');
      const before = await trial.read(topic);
      await minh.add(topic, 'ba', { parent: one });
      await minh.add(topic, 'bốn');
      await lan.does(topic, 'del', two);
      const delta = trial.binding === 'http' ? await trial.read(topic, { since: before.at }) : (await trial.follow(topic, before.at)).snap;
      const after = await trial.read(topic);
      demand([delta.mode, delta.total], ['delta', after.total], 'it leads to where the topic stands');
      const held = new Map(rowsOf(before).map((row) => [row.id, row]));
      for (const row of rowsOf(delta)) held.set(row.id, row.v === undefined ? ({ ...held.get(row.id), counts: row.counts } as Row) : row);
      for (const row of rowsOf(after)) {
        const { editUntil: _, ...wanted } = row as Row & { editUntil?: number };
        demand(held.get(row.id), wanted, 'each comment is the same');
      }
    },
  },
  {
    id: 'SN6.same-for-all',
    force: 'MUST',
    says: 'A thread’s snapshot is the same for its author, a moderator and nobody, but for id and now.',
    usually: 'Fields such as "mine" or "canEdit" are in it, and no cache may keep it.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      await lan.add(topic, 'một');
      await lan.does(topic, 'del', (await lan.add(topic, 'hai')).key);
      const moderator = trial.target.secret === undefined ? lan : await trial.moderator();
      const read = async (auth?: string) => plain(asSnap((await trial.post([{ t: 'sub', id: 1, topic, follow: 'off' }], auth))[0]));
      await trial.eventually(async () => {
        const nobody = await read();
        for (const auth of [lan.auth, moderator.auth]) demand(await read(auth), nobody, 'it is what nobody reads');
        demand(plain(await trial.read(topic, {}, lan.auth)), plain(await trial.read(topic)), 'by GET as well');
      }, LATE);
    },
  },
  {
    id: 'SN7.tally',
    force: 'MUST',
    says: 'tally answers the ids that it is asked for: one with its comments, one without as 0 or not at all.',
    usually: 'All threads of the scope come, or an unknown id is an error.',
    over: EACH,
    feat: ['articles', 'tally'],
    run: async (trial) => {
      const [one, other, none, scope] = [`kit-${trial.key()}`, `kit-${trial.key()}`, `kit-${trial.key()}`, `kit-${trial.key()}`];
      for (const thread of [one, other, none]) await trial.publish({ thread, url: `/${thread}`, title: thread, at: Date.now(), scopes: [scope] });
      await trial.fill(`thread:${one}`, 2);
      await trial.fill(`thread:${other}`, 1);
      await trial.eventually(async () => {
        const { items, mode } = asSnap(await askAsNobody(trial, { t: 'sub', topic: `tally:${scope}`, ids: [one, none, 'kit-unknown'], follow: 'off' }));
        const counts = items as unknown as readonly { id: string; count: number }[];
        demand([mode, counts.filter(({ count }) => count > 0)], ['full', [{ id: one, count: 2 }]], 'the one that was asked for has 2');
      }, LATE);
    },
  },
  {
    id: 'SN7.days',
    force: 'MUST',
    says: 'days has each day of the month that has articles, a day being one in the site’s time zone.',
    usually: 'Days are those of UTC or of the server.',
    over: EACH,
    feat: ['articles', 'days'],
    run: async (trial) => {
      const scope = `kit-${trial.key()}`;
      // Two minutes on either side of a midnight there: in other zones it is mostly one day.
      const midnight = midnightIn(trial.about.tz, Date.UTC(2020, 9, 15));
      for (const at of [midnight - 120_000, midnight + 120_000, midnight + 180_000]) {
        const thread = `kit-${trial.key()}`;
        await trial.publish({ thread, url: `/${thread}`, title: thread, at, scopes: [scope] });
      }
      const snap = asSnap(await askAsNobody(trial, { t: 'sub', topic: `days:${scope}:2020-10`, follow: 'off' }));
      const days = (snap.items as unknown as readonly { id: string; count: number }[]).map(({ id, count }) => `${id.slice(-2)}: ${count}`);
      demand(days.sort(), ['14: 1', '15: 2'], 'one on the 14th and two on the 15th');
    },
  },
];

function idsOf(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => id);
}

function plain(snap: Snap): unknown {
  return Object.fromEntries(Object.entries(snap).filter(([name]) => !['id', 'now', 'follow', 'next'].includes(name)));
}

/** All ids by `more` from a first page on, those that stand on the first level of the walk; something happens after the first page. */
async function walk(trial: Trial, topic: string, query: Readonly<Record<string, string>>, meanwhile: () => Promise<void>): Promise<string[]> {
  const told: string[] = [];
  const level = query['parent'] ?? null;
  let page: string | undefined;
  do {
    const snap: Snap = await trial.read(topic, { ...query, ...(page !== undefined && { page }) });
    told.push(...idsOf(rowsOf(snap).filter(({ parent }) => parent === level)));
    if (page === undefined) await meanwhile();
    page = snap.more;
    demandThat(told.length < 500, told.length, 'the walk comes to an end');
  } while (page !== undefined);
  return told;
}

/** When the day that has noon nearest to a time in UTC begins in a zone, ms. */
function midnightIn(timeZone: string, utc: number): number {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(utc));
  const minute = Number(new Intl.DateTimeFormat('en-GB', { timeZone, minute: '2-digit' }).format(utc));
  const past = hour * 3_600_000 + minute * 60_000;
  return hour < 12 ? utc - past : utc - past + 86_400_000;
}

import type { ClientFrame, ServerFrame } from '@bandoc/protocol';

const comment = {
  id: '9fK2c0Qm3xV7Zr1LwB5tYg',
  v: 813,
  c: 813,
  parent: null,
  author: { id: 'g-1', name: 'Trần Diệu Ễn' },
  text: 'Hay quá',
  time: 1_603_353_600_000,
  state: 'shown' as const,
  counts: { v: 813, replies: 0 },
};
const max = { message: 65_536, batch: 20, subs: 16, text: 2000 };

/** One good frame of each kind and form. */
export const frames: (ClientFrame | ServerFrame)[] = [
  { t: 'hello', id: 1, v: [1], site: 'demo', guest: { name: 'Lan' }, feat: ['note'], app: 'x/1', auth: 'a.b.c' },
  { t: 'sub', id: 2, topic: 'thread:cho-dem', since: 'a7:812', follow: 'items', limit: 20, sort: 'new' },
  { t: 'sub', id: 3, topic: 'days:home:2020-10', follow: 'off', ids: ['a'], page: 'x', parent: 'y' },
  { t: 'unsub', topic: 'tally:home' },
  { t: 'put', id: 4, topic: 'thread:x', key: '9fK2c0Qm3xV7Zr1LwB5tYg', op: 'add', data: { parent: null, text: 'Hay quá' } },
  { t: 'note', topic: 'thread:x', typing: true },
  { t: 'welcome', id: 1, v: 1, now: 1, user: { id: 'u', name: 'Lan', roles: [] }, auth: 'x', max, tick: 250, tz: 'Asia/Ho_Chi_Minh', feat: [] },
  { t: 'snap', id: 2, topic: 'thread:x', at: 'a7:812', mode: 'full', items: [comment], more: 'x', total: 1, sort: 'new', follow: 'items', now: 5 },
  { t: 'snap', topic: 'tally:home', at: 'a7:1', mode: 'full', items: [{ id: 'x', v: 1, count: 3 }], follow: 'off' },
  { t: 'ev', topic: 'thread:x', epoch: 'a7', from: 1, to: 2, items: [comment, { id: 'y', counts: { v: 2, replies: 1 } }], total: 2 },
  { t: 'ok', id: 4, key: '9fK2c0Qm3xV7Zr1LwB5tYg', item: comment, at: 'a7:813', dup: true },
  { t: 'err', id: 4, topic: 'thread:x', code: 'invalid', retry: 5, msg: 'no', data: { fields: { text: 'empty' } } },
];

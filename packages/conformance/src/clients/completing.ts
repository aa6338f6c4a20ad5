import { parseTopic } from '@bandoc/protocol';

/** The clock of the scripted server: the afternoon of 22 October 2020 in Hà Nội. */
export const NOW = 1_603_353_600_000;

const WELCOME = {
  v: 1,
  now: NOW,
  max: { message: 65_536, batch: 20, subs: 16, text: 2_000, beacon: 25_000 },
  tick: 250,
  tz: 'Asia/Ho_Chi_Minh',
  feat: ['old', 'parent', 'guest', 'badges', 'edit', 'react', 'flag', 'mine', 'top', 'around', 'tally', 'days', 'count'],
};

type Frame = Record<string, unknown>;

/** What `GET /v1` answers. */
export function discovery(socket: boolean): Frame {
  const { v, ...rest } = WELCOME;
  return { ...rest, v: [v], site: 'demo', bind: { http: 'v1', ...(socket && { ws: 'v1/ws' }) } };
}

/** Who a token is for: `token-<id>`. A guest's id begins with `g-`. */
export function welcomeTo({ auth, guest }: { readonly auth?: string; readonly guest?: { readonly name: string } }): Frame {
  const id = auth?.replace(/^token-/, '') ?? (guest && 'g-1');
  const name = guest?.name ?? id ?? '';
  return { t: 'welcome', ...(id !== undefined && { user: { id, name, roles: [] } }), ...(guest && { auth: `token-${id}` }) };
}

/** A comment of which a scenario gives what matters is completed; `{"raw": …}`, and what is no comment, stays as it is. */
export function completeItem(topic: string, item: unknown): unknown {
  const one = item as Frame | null;
  if (one === null || typeof one !== 'object' || Array.isArray(one)) return item;
  if ('raw' in one) return one['raw'];
  if (parseTopic(topic).kind !== 'thread' || one['id'] === '_thread' || !('v' in one)) return item;
  const { v } = one;
  const rest = { c: v, parent: null, author: { id: 'u-1', name: 'Lan' }, time: NOW - 60_000, state: 'shown', counts: { v, replies: 0, reactions: {} } };
  return { ...rest, ...one };
}

export function completeItems(topic: string, items: readonly unknown[] = []): unknown[] {
  return items.map((one) => completeItem(topic, one));
}

/** A frame of which a scenario gives what matters; `asked` is what it answers, if it does. A field that is null is left out. */
export function completeFrame(frame: unknown, asked: Frame = {}): unknown {
  const given = frame as Frame | null;
  if (given === null || typeof given !== 'object' || Array.isArray(given) || !('t' in given)) return frame;
  const { t } = given;
  const topic = [given['topic'], asked['topic']].find((one) => typeof one === 'string') ?? 'thread:a';
  const whole: Frame = { ...defaultsOf(String(t), topic, asked), ...given };
  if (Array.isArray(whole['items'])) whole['items'] = completeItems(topic, whole['items']);
  if (t === 'ok' && whole['item']) whole['item'] = completeItem(topic, whole['item']);
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => value !== null || name === 'v'));
}

function defaultsOf(t: string, topic: string, { id, key, follow, t: asked }: Frame): Frame {
  const answered = id === undefined ? {} : { id };
  if (t === 'welcome') return { ...WELCOME, ...answered };
  if (t === 'ev') return { topic, epoch: 'e', items: [] };
  if (t === 'ok') return { ...answered, key };
  if (t === 'snap') return { ...answered, topic, mode: 'full', items: [], follow: asked === 'sub' ? (follow ?? 'items') : 'off' };
  return t === 'err' ? answered : {};
}

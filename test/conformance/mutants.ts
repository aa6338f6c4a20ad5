import { type Item, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import { type CommentRow, createMemoryStorage, type Identity, type Reader, type Transaction } from '@bandoc/server/core';
import type { Mutation } from './mutant-server.ts';

/** A mistake that a backend's author could make. */
export interface Mutant extends Mutation {
  readonly what: string;
  /** The cases that find it, those that `npm test` holds it against. */
  readonly found: readonly string[];
}

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'ack-before-commit': {
    what: 'ok is said while the comment is still on its way to where it is read from',
    found: ['PT1.key-is-id', 'FR1.sub-after-put'],
    storage: (storage) => {
      const epoch = 'late';
      const late = createMemoryStorage({ epoch });
      const { version: _, ...rest } = storage;
      return {
        ...rest,
        epoch: async () => epoch,
        view: async (work) => {
          await new Promise((resolve) => setImmediate(resolve));
          return late.view(work);
        },
        transact: async (work) => {
          const answer = await storage.transact(work);
          setTimeout(() => void late.transact(work), 300);
          return answer;
        },
      };
    },
  },
  'no-key-lookup': {
    what: 'a repeated key is stored over the first',
    found: ['PT2.retry', 'PT5.other-words'],
    ...reading((reader) => ({ ...reader, find: async () => undefined })),
  },
  'no-dup': {
    what: 'a repetition is not said to be one',
    found: ['PT2.retry', 'ED4.dup'],
    ...sending((frame) => {
      if (frame.t !== 'ok') return frame;
      const { dup: _, ...rest } = frame;
      return rest;
    }),
  },
  'reuse-forgiven': {
    what: 'a known key with other words is taken for a repetition',
    found: ['PT5.other-words', 'PT5.other-actor'],
    ...sending((frame) =>
      frame.t === 'err' && frame.code === 'key-reuse' ? ({ t: 'ok', id: frame.id, key: 'k'.repeat(16), dup: true } as ServerFrame) : frame,
    ),
  },
  'seq-counts-double': {
    what: 'a write raises the seq twice',
    found: ['PT10.one-commit'],
    ...writing((transaction) => ({ ...transaction, raise: async (topic) => (await transaction.raise(topic), transaction.raise(topic)) })),
  },
  'epoch-each-time': {
    what: 'the epoch is made anew at each look, as where it is not kept',
    found: ['MD4.cursor', 'SB4.delta'],
    ...snaps((snap) => ({ ...snap, at: `e${Math.random().toString(36).slice(2)}:${parseCursor(snap.at).seq}` })),
  },
  'delta-from-full': {
    what: 'a since draws all there is, and calls it a delta of nothing',
    found: ['PT10.one-commit', 'SN5.any-schedule'],
    ...snaps((snap) => (snap.mode === 'delta' ? { ...snap, items: [] } : snap)),
  },
  'nothing-written': {
    what: 'every write is refused, so that whatever is read fits together',
    found: ['SN5.any-schedule'],
    ...sending((frame) => (frame.t === 'ok' ? { t: 'err', id: frame.id, code: 'invalid', msg: 'No.' } : frame)),
  },
  'delta-cut-short': {
    what: 'a delta has two items, whatever changed',
    found: ['SN5.delta-is-whole', 'SN5.any-schedule'],
    ...snaps((snap) => (snap.mode === 'delta' ? { ...snap, items: snap.items.slice(0, 2) } : snap)),
  },
  'counters-left-out': {
    what: 'a delta leaves out comments of which only counters changed',
    found: ['PT10.one-commit', 'HD4.approved'],
    ...reading((reader) => ({
      ...reader,
      changedComments: async (topic, since, limit) => (await reader.changedComments(topic, since, limit)).filter((row) => row.v > since),
    })),
  },
  'counters-keep-version': {
    what: 'counters change and keep their version',
    found: ['RC4.registers', 'DL3.counts'],
    ...storing(async (row, transaction) => ({ ...row, cv: (await transaction.comment(row.topic, row.id))?.cv ?? row.cv })),
  },
  'edit-keeps-version': {
    what: 'words change and keep their version',
    found: ['ED2.conflict'],
    ...storing(async (row, transaction) => {
      const before = await transaction.comment(row.topic, row.id);
      return before && before.text !== row.text && row.state === 'shown' ? { ...row, v: before.v } : row;
    }),
  },
  'rows-deleted': { what: 'what is deleted leaves nothing in its place', found: ['DL1.tombstone'], ...listing((row) => (row.state === 'gone' ? [] : [row])) },
  'words-stay': {
    what: 'the words of what was deleted are still answered',
    found: ['DL1.tombstone', 'DL2.nowhere'],
    fromServer: remembering((frame, words) =>
      withItems(frame, (item) => ('state' in item && item.state === 'gone' ? { ...item, text: words.get(item.id) ?? '' } : item)),
    ),
  },
  'total-only-rises': {
    what: 'a deletion leaves the total as it was',
    found: ['DL3.counts', 'MO5.hidden'],
    ...writing((transaction) => ({
      ...transaction,
      putTotals: async (topic, totals) => {
        const { total } = await transaction.topic(topic);
        await transaction.putTotals(topic, { ...totals, ...(totals.total !== undefined && { total: Math.max(total, totals.total) }) });
      },
    })),
  },
  'page-skips': {
    what: 'a page begins one further than the one before it ended',
    found: ['SN3.any-walk'],
    ...reading((reader) => ({
      ...reader,
      comments: async (topic, window) => {
        const rows = await reader.comments(topic, window.after ? { ...window, limit: window.limit + 1 } : window);
        return window.after ? rows.slice(1) : rows;
      },
    })),
  },
  'more-for-ever': {
    what: 'there is always a next page',
    found: ['MN5.pages'],
    ...snaps((snap) => (snap.mode === 'delta' ? snap : { more: 'more', ...snap })),
  },
  'replies-newest-first': {
    what: 'replies come in the order of roots, the newest first',
    found: ['SN2.oldest-first'],
    ...reading((reader) => ({
      ...reader,
      comments: (topic, window) => reader.comments(topic, window.parent === null ? window : { ...window, order: 'descending' }),
    })),
  },
  'votes-forgotten': {
    what: 'reactions are never counted',
    found: ['RC1.one-each', 'CT1.one-each'],
    ...writing((transaction) => ({ ...transaction, countVotes: async () => ({}) })),
  },
  'tally-forgets': {
    what: 'a tally stays as it was when the thread grows',
    found: ['DV1.tally'],
    ...writing((transaction) => ({
      ...transaction,
      putTotals: async (topic, totals) =>
        transaction.putTotals(topic, totals.total === undefined ? totals : { ...totals, projected: (await transaction.topic(topic)).head }),
    })),
  },
  'pending-shown': {
    what: 'what is to wait for a moderator is shown at once',
    found: ['HD3.nowhere'],
    ...storing((row) => (row.state === 'pending' ? { ...row, state: 'shown', c: row.v } : row)),
  },
  'hidden-words': {
    what: 'a hidden comment is marked so, and its words are sent all the same',
    found: ['HD5.edited', 'MO5.hidden'],
    fromServer: remembering((frame, words) =>
      withItems(frame, (item) => ('state' in item && item.state === 'hidden' ? { ...item, text: words.get(item.id) ?? '' } : item)),
    ),
  },
  'item-dropped': {
    what: 'an ev leaves out its first item',
    found: ['SB3.in-order'],
    ...sending((frame) => (frame.t === 'ev' ? { ...frame, items: frame.items.slice(1) } : frame)),
  },
  'ev-dropped': { what: 'every other ev is lost', found: ['EV1.span'], fromServer: everyOther((frame) => frame.t === 'ev' && frame.from < frame.to) },
  'no-beacons': {
    what: 'a topic that is silent draws nothing',
    found: ['EV4.beacon'],
    ...sending((frame) => (frame.t === 'ev' && frame.from === frame.to ? [] : frame)),
  },
  'unsub-ignored': {
    what: 'what was unsubscribed from goes on',
    found: ['SB8.unsub'],
    fromClient: (frame) => (frame.t === 'unsub' ? { ...frame, topic: 'tally:nothing' } : frame),
  },
  'origin-ignored': { what: 'a page of any origin may write', found: ['HT7.unlisted'], origin: () => undefined },
  'signature-ignored': { what: 'a token is read and its signature not looked at', found: ['TK1.other-secret', 'TK1.unsigned'], ...believing(() => true) },
  'audience-ignored': {
    what: 'a token for another site is taken',
    found: ['TK1.other-aud'],
    ...believing(({ aud, exp = 0 }, auth) => aud !== 'demo' && exp > Date.now() / 1_000 && !auth.endsWith('.')),
  },
  'expiry-ignored': {
    what: 'a token that has ended is taken',
    found: ['TK1.expired'],
    ...believing(({ aud, exp = Infinity }) => aud === 'demo' && exp < Date.now() / 1_000),
  },
  'all-may-import': {
    what: 'whoever speaks may say when and as whom a comment was written',
    found: ['PT8.denied'],
    ...everybody((identity) => ({ ...identity, rights: ['import', 'articles'] })),
  },
  'all-moderate': {
    what: 'whoever speaks is a moderator',
    found: ['ED1.others', 'MO1.readers'],
    ...everybody((identity) => ({ ...identity, roles: [...identity.roles, 'moderator'] })),
  },
  'no-rates': { what: 'nothing is ever too often', found: ['LM6.three-at-once'], limiter: () => ({ take: async () => 0 }) },
  'unnamed-features': {
    what: 'reactions, another order and guests are there, and not named',
    found: ['FT1.without', 'FT1.no-guests', 'TF4.absent'],
    hides: ['react', 'old', 'guest'],
  },
  'unnamed-head': { what: 'the total alone may be followed, and head is not named', found: ['FT1.without'], hides: ['head'] },
  'polls-without-next': {
    what: 'who asks to follow is told to poll, and not how often',
    found: ['SB11.poll'],
    fromClient: (frame) => (frame.t === 'sub' && frame.follow === undefined ? { ...frame, follow: 'off' } : frame),
    ...sending((frame) => (frame.t === 'snap' && frame.follow !== 'off' ? { ...frame, follow: 'poll' } : frame)),
  },
  'features-twice': {
    what: 'welcome names other features than discovery',
    found: ['FT1.same'],
    ...sending((frame) => (frame.t === 'welcome' ? { ...frame, feat: [...frame.feat, 'later'] } : frame)),
  },
  'shorter-texts': { what: 'less text is taken than was announced', found: ['PT13.too-long'], settings: { text: 1_000 }, says: { text: 2_000 } },
  'more-topics': { what: 'any number of topics may be followed', found: ['SB9.too-many'], settings: { subs: 1_000 }, says: { subs: 16 } },
  'etag-of-nothing': {
    what: 'the ETag is another one each time',
    found: ['HT3.not-modified'],
    headers: (headers) => headers.has('etag') && headers.set('etag', `"${Math.random()}"`),
  },
  'vary-origin': {
    what: 'a public answer varies with the Origin, so that shared caches are split',
    found: ['HT4.live'],
    headers: (headers) => headers.append('vary', 'Origin'),
  },
  'errors-cached': {
    what: 'errors may be kept by caches',
    found: ['HT9.no-store'],
    headers: (headers) => headers.get('cache-control') === 'no-store' && headers.set('cache-control', 'public, max-age=60'),
  },
  decomposed: {
    what: 'text is stored as it came, marks apart from their letters',
    found: ['ED3.words', 'QT1.stored'],
    ...storing((row) => ({ ...row, text: row.text.normalize('NFD') })),
  },
  escaped: {
    what: 'text is escaped for HTML before it is stored',
    found: ['MD7.no-html'],
    ...storing((row) => ({ ...row, text: row.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') })),
  },
  'retry-always': {
    what: 'every refusal asks to be tried again',
    found: ['PT5.other-words', 'PT7.refused'],
    ...sending((frame) => (frame.t === 'err' ? { retry: 1_000, ...frame } : frame)),
  },
  'ids-lost': {
    what: 'the answer to a bad frame does not say which',
    found: ['FR2.id'],
    ...sending((frame) => (frame.t === 'err' && frame.code === 'bad-frame' ? { t: 'err', code: 'bad-frame' } : frame)),
  },
  'traces-in-errors': {
    what: 'an error tells where in the program it came from',
    found: ['PT9.nobody'],
    ...sending((frame) => (frame.t === 'err' ? { ...frame, msg: `${frame.msg ?? ''}\n    at /srv/app/index.php:31`.repeat(10) } : frame)),
  },
  'future-ignored': {
    what: 'a cursor that lies in the future draws a full',
    found: ['SB5.future'],
    ...sending((frame) =>
      frame.t === 'err' && frame.code === 'reset' ? { ...frame, t: 'snap', topic: 'thread:x', at: 'e:0', mode: 'full', items: [], follow: 'off' } : frame,
    ),
  },
  'notes-kept-back': {
    what: 'it names the feature note, and tells nobody who types',
    found: ['NT2.typing'],
    notes: 'kept-back',
  },
  'personal-snapshots': {
    what: 'a snapshot of a thread tells who asks which comments are hers',
    found: ['SN6.same-for-all'],
    fromServer: alternating((frame, isOdd) =>
      frame.t === 'snap' ? ({ ...frame, items: frame.items.map((item) => ({ ...item, own: isOdd })) } as ServerFrame) : frame,
    ),
  },
};

function writing(transaction: (transaction: Transaction) => Transaction): Mutation {
  return { transaction };
}

function reading(change: (reader: Reader) => Reader): Mutation {
  return { reader: <R extends Reader>(reader: R): R => ({ ...reader, ...change(reader) }) };
}

function storing(change: (row: CommentRow, transaction: Transaction) => CommentRow | Promise<CommentRow>): Mutation {
  return writing((transaction) => ({ ...transaction, putComment: async (row) => transaction.putComment(await change(row, transaction)) }));
}

function listing(change: (row: CommentRow) => readonly CommentRow[]): Mutation {
  return reading((reader) => ({
    ...reader,
    comments: async (...given) => (await reader.comments(...given)).flatMap(change),
    changedComments: async (...given) => (await reader.changedComments(...given)).flatMap(change),
  }));
}

function sending(fromServer: (frame: ServerFrame) => ServerFrame | readonly ServerFrame[]): Mutation {
  return { fromServer };
}

function snaps(change: (snap: Snap) => Snap): Mutation {
  return sending((frame) => (frame.t === 'snap' ? change(frame) : frame));
}

/** A snap or an ev with other items. */
function withItems(frame: ServerFrame, change: (item: Item) => Item): ServerFrame {
  return 'items' in frame ? { ...frame, items: frame.items.map(change) } : frame;
}

/** Knows the words that any comment was ever sent with. */
function remembering(change: (frame: ServerFrame, words: ReadonlyMap<string, string>) => ServerFrame): (frame: ServerFrame) => ServerFrame {
  const words = new Map<string, string>();
  return (frame) => {
    const items = 'items' in frame ? frame.items : frame.t === 'ok' && frame.item ? [frame.item] : [];
    for (const item of items) if ('text' in item && item.text) words.set(item.id, item.text);
    return change(frame, words);
  };
}

/** In turns for each topic: whatever else goes on, no two in a row are the same. */
function alternating(change: (frame: ServerFrame, isOdd: boolean) => ServerFrame): (frame: ServerFrame) => ServerFrame {
  const odd = new Set<string | undefined>();
  return (frame) => {
    const topic = 'topic' in frame ? frame.topic : undefined;
    if (!odd.delete(topic)) odd.add(topic);
    return change(frame, odd.has(topic));
  };
}

function everyOther(isSuch: (frame: ServerFrame) => boolean): (frame: ServerFrame) => ServerFrame | readonly ServerFrame[] {
  let count = 0;
  return (frame) => (isSuch(frame) && (count += 1) % 2 === 0 ? [] : frame);
}

function everybody(change: (identity: Identity) => Identity): Mutation {
  return { tokens: (tokens) => ({ ...tokens, verify: async (auth) => change(await tokens.verify(auth)) }) };
}

interface Said {
  readonly sub?: string;
  readonly name?: string;
  readonly exp?: number;
  readonly aud?: string;
  readonly roles?: string[];
}

/** Takes some tokens that do not verify for what they say. */
function believing(isTaken: (said: Said, auth: string) => boolean): Mutation {
  return {
    tokens: (tokens) => ({
      ...tokens,
      verify: (auth) =>
        tokens.verify(auth).catch((error: unknown) => {
          const said = saidBy(auth);
          if (!said || !isTaken(said, auth)) throw error;
          return { id: said.sub ?? '', name: said.name ?? '', roles: said.roles ?? [], rights: [], guest: false };
        }),
    }),
  };
}

function saidBy(auth: string): Said | undefined {
  try {
    return JSON.parse(Buffer.from(auth.split('.')[1] ?? '', 'base64url').toString()) as Said;
  } catch {
    return undefined;
  }
}

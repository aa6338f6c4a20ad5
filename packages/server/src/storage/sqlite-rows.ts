import type { ArticleRow, CommentRow, CountRow, ItemRow, LogRow, MisquotedRow, Reader, TopicRow, Transaction, Uncounted, VoteRow } from '../core/index.ts';
import type { Connection } from './sqlite-database.ts';

type CommentColumns = Omit<CommentRow, 'author' | 'reactions' | 'marks' | 'lastKey' | 'lastHash'> & {
  readonly author_id: string;
  readonly author_name: string;
  readonly author_more: string;
  readonly reactions: string;
  readonly marks: string;
  readonly last_key: string;
  readonly last_hash: string;
};
type WritingColumns = Pick<CommentColumns, 'id' | 'v' | 'state' | 'actor' | 'author_id' | 'author_name'>;
type ItemColumns = Omit<ItemRow, 'live' | 'value'> & { readonly live: number; readonly value: string };
type ArticleColumns = Omit<ArticleRow, 'scopes' | 'closesAt' | 'withdrawn'> & {
  readonly scopes: string;
  readonly closes_at: number | null;
  readonly withdrawn: number;
};

const COMMENT =
  'topic, id, v, cv, c, parent, depth, actor, author_id, author_name, author_more, time, edited, state, replies, reactions, text, marks, rank, hash, last_key, last_hash';
const FIRST_PLACE = { c: 1, id: '' };
const LAST_PLACE = { c: Number.MAX_SAFE_INTEGER, id: '' };
const ITEM = 'topic, id, v, live, value';

/** Reads one site's rows over a connection. */
export function createReader(db: Connection, site: string): Reader {
  const comments = (rows: readonly CommentColumns[]) => rows.map(commentOf);
  const items = (rows: readonly ItemColumns[]) => rows.map(itemOf);
  return {
    topic: async (topic) =>
      db.one<TopicRow>('SELECT topic, head, total, projected FROM topic WHERE site = ? AND topic = ?', site, topic) ?? {
        topic,
        head: 0,
        total: 0,
        projected: 0,
      },
    comment: async (topic, id) => comments(db.all(`SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND id = ?`, site, topic, id))[0],
    find: async (id) => comments(db.all(`SELECT ${COMMENT} FROM comment WHERE site = ? AND id = ? LIMIT 1`, site, id))[0],
    quoting: async (topic, id, { after = '', limit }) =>
      comments(
        db.all(
          `SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND json_extract(marks, '$.quote.id') = ? AND id > ? ORDER BY id LIMIT ?`,
          site,
          topic,
          id,
          after,
          limit,
        ),
      ),
    misquoted: async (limit, target) =>
      target === undefined
        ? db.all<MisquotedRow>('SELECT target, topic, after FROM misquoted WHERE site = ? LIMIT ?', site, limit)
        : db.all<MisquotedRow>('SELECT target, topic, after FROM misquoted WHERE site = ? AND target = ? LIMIT ?', site, target, limit),
    author: async (topic, id) =>
      comments(
        db.all(
          `SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND author_id = ? AND state = 'shown' ORDER BY c DESC, id DESC LIMIT 1`,
          site,
          topic,
          id,
        ),
      )[0]?.author,
    comments: async (topic, { parent, order, after, limit }) => {
      // Ascending, a place alone keeps out what was never public (c 0): with `c > 0` beside it, that would be all that a page is found by.
      const [beyond, way] = order === 'ascending' ? ['(c, id) >', 'ASC'] : ['c > 0 AND (c, id) <', 'DESC'];
      const { c, id } = order === 'ascending' ? (after?.c ? after : FIRST_PLACE) : (after ?? LAST_PLACE);
      return comments(
        db.all(
          `SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND parent IS ? AND ${beyond} (?, ?) ORDER BY c ${way}, id ${way} LIMIT ?`,
          site,
          topic,
          parent,
          c,
          id,
          limit,
        ),
      );
    },
    top: async (topic, limit) =>
      comments(
        db.all(
          `SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND parent IS NULL AND rank > 0 ORDER BY rank DESC, id DESC LIMIT ?`,
          site,
          topic,
          limit,
        ),
      ),
    recent: async (topic, limit) =>
      db
        .all<WritingColumns>(
          'SELECT id, v, state, actor, author_id, author_name FROM comment WHERE site = ? AND topic = ? AND c > 0 ORDER BY v DESC LIMIT ?',
          site,
          topic,
          limit,
        )
        .map(({ author_id, author_name, ...row }) => ({ ...row, author: { id: author_id, name: author_name } })),
    // Each by its own index: over both at once everything changed would be sorted, to tell what came twice.
    changedComments: async (topic, since, limit) => {
      const above = (register: 'v' | 'cv') =>
        db.all<CommentColumns>(
          `SELECT ${COMMENT} FROM comment WHERE site = ? AND topic = ? AND c > 0 AND ${register} > ? ORDER BY ${register} LIMIT ?`,
          site,
          topic,
          since,
          limit,
        );
      const changed = new Map([...above('v'), ...above('cv')].map((row) => [row.id, row]));
      return comments([...changed.values()].slice(0, limit));
    },
    counts: async (topic, ids) =>
      ids.flatMap((id) => db.one<CountRow>('SELECT topic, id, v, count FROM counted WHERE site = ? AND topic = ? AND id = ?', site, topic, id) ?? []),
    changedCounts: async (topic, since, limit) =>
      db.all<CountRow>('SELECT topic, id, v, count FROM counted WHERE site = ? AND topic = ? AND v > ? ORDER BY v DESC LIMIT ?', site, topic, since, limit),
    item: async (topic, id) => items(db.all(`SELECT ${ITEM} FROM item WHERE site = ? AND topic = ? AND id = ?`, site, topic, id))[0],
    items: async (topic, { after = { v: 0, id: '' }, limit }) =>
      items(
        db.all(
          `SELECT ${ITEM} FROM item WHERE site = ? AND topic = ? AND live = 1 AND (v, id) > (?, ?) ORDER BY v, id LIMIT ?`,
          site,
          topic,
          after.v,
          after.id,
          limit,
        ),
      ),
    changedItems: async (topic, since, limit) =>
      items(db.all(`SELECT ${ITEM} FROM item WHERE site = ? AND topic = ? AND v > ? LIMIT ?`, site, topic, since, limit)),
    vote: async (topic, target, voter) =>
      db.one<VoteRow>('SELECT topic, target, voter, kind, key FROM vote WHERE site = ? AND topic = ? AND target = ? AND voter = ?', site, topic, target, voter),
    countVotes: async (topic, target) =>
      Object.fromEntries(
        db
          .all<{ kind: string; count: number }>(
            'SELECT kind, count(*) AS count FROM vote WHERE site = ? AND topic = ? AND target = ? AND kind IS NOT NULL GROUP BY kind ORDER BY kind',
            site,
            topic,
            target,
          )
          .map(({ kind, count }) => [kind, count]),
      ),
    countPeople: async (topic, comment, except) =>
      db.one<{ count: number }>(
        `SELECT (SELECT count(*) FROM vote WHERE site = ?1 AND topic = ?2 AND target = ?3 AND kind IS NOT NULL AND voter <> ?4)
           + (SELECT count(DISTINCT author_id) FROM comment WHERE site = ?1 AND topic = ?2 AND parent = ?3 AND state = 'shown' AND author_id <> ?4
               AND NOT EXISTS (SELECT 1 FROM vote WHERE site = ?1 AND topic = ?2 AND target = ?3 AND voter = author_id AND kind IS NOT NULL)) AS count`,
        site,
        topic,
        comment,
        except,
      )?.count ?? 0,
    uncounted: async (limit) => db.all<Uncounted>('SELECT topic, target FROM uncounted WHERE site = ? ORDER BY topic, target LIMIT ?', site, limit),
    article: async (thread) => {
      const found = db.one<ArticleColumns>(
        'SELECT thread, url, title, at, day, scopes, closes_at, hold, withdrawn FROM article WHERE site = ? AND thread = ?',
        site,
        thread,
      );
      return found && articleOf(found);
    },
    countArticles: async (scope, day) =>
      db.one<{ count: number }>('SELECT count(*) AS count FROM article_scope WHERE site = ? AND scope = ? AND day = ?', site, scope, day)?.count ?? 0,
    stale: async (limit) =>
      db.all<TopicRow>(
        "SELECT topic, head, total, projected FROM topic INDEXED BY topic_stale WHERE site = ? AND topic GLOB 'thread:*' AND head > projected LIMIT ?",
        site,
        limit,
      ),
    log: async (limit) => db.all<LogRow>('SELECT at, who, act, topic, target, reason FROM log WHERE site = ? ORDER BY number DESC LIMIT ?', site, limit),
  };
}

/** Reads and writes one site's rows over a connection that is inside a transaction. */
export function createTransaction(db: Connection, site: string): Transaction {
  return {
    ...createReader(db, site),
    raise: async (topic) =>
      (
        db.one<{ head: number }>(
          'INSERT INTO topic (site, topic, head) VALUES (?, ?, 1) ON CONFLICT (site, topic) DO UPDATE SET head = head + 1 RETURNING head',
          site,
          topic,
        ) as { head: number }
      ).head,
    putComment: async ({ author, reactions, marks, lastKey, lastHash, ...row }) =>
      put(db, 'comment', ['site', 'topic', 'id'], {
        site,
        ...row,
        author_id: author.id,
        author_name: author.name,
        author_more: JSON.stringify({ avatar: author.avatar, badges: author.badges }),
        reactions: JSON.stringify(reactions),
        marks: JSON.stringify(marks),
        last_key: lastKey,
        last_hash: lastHash,
      }),
    putCount: async (row) => put(db, 'counted', ['site', 'topic', 'id'], { site, ...row }),
    putItem: async ({ live, value, ...row }) => put(db, 'item', ['site', 'topic', 'id'], { site, ...row, live: Number(live), value: JSON.stringify(value) }),
    putVote: async (row) => put(db, 'vote', ['site', 'topic', 'target', 'voter'], { site, ...row }),
    putUncounted: async ({ topic, target }) => put(db, 'uncounted', ['site', 'topic', 'target'], { site, topic, target }),
    dropUncounted: async ({ topic, target }) => db.run('DELETE FROM uncounted WHERE site = ? AND topic = ? AND target = ?', site, topic, target),
    putMisquoted: async (row) => put(db, 'misquoted', ['site', 'target'], { site, ...row }),
    dropMisquoted: async (target) => db.run('DELETE FROM misquoted WHERE site = ? AND target = ?', site, target),
    putArticle: async ({ scopes, closesAt, withdrawn, ...row }) => {
      put(db, 'article', ['site', 'thread'], { site, ...row, scopes: scopes.join(' '), closes_at: closesAt, withdrawn: Number(withdrawn) });
      db.run('DELETE FROM article_scope WHERE site = ? AND thread = ?', site, row.thread);
      if (!withdrawn)
        for (const scope of scopes) put(db, 'article_scope', ['site', 'scope', 'day', 'thread'], { site, scope, day: row.day, thread: row.thread });
    },
    putLog: async (row) => put(db, 'log', ['number'], { site, ...row }),
    putTotals: async (topic, totals) => put(db, 'topic', ['site', 'topic'], { site, topic, ...totals }),
  };
}

/** Puts a row in the place of the one with its key; columns that are not named keep what they had. */
function put(db: Connection, table: string, key: readonly string[], row: Readonly<Record<string, string | number | null>>): void {
  const columns = Object.keys(row);
  const changing = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (${key.join(', ')}) DO ${changing.length ? `UPDATE SET ${changing.join(', ')}` : 'NOTHING'}`,
    ...Object.values(row),
  );
}

function commentOf({ author_id, author_name, author_more, reactions, marks, last_key, last_hash, ...row }: CommentColumns): CommentRow {
  return {
    ...row,
    author: { id: author_id, name: author_name, ...(JSON.parse(author_more) as Pick<CommentRow['author'], 'avatar' | 'badges'>) },
    reactions: JSON.parse(reactions) as CommentRow['reactions'],
    marks: JSON.parse(marks) as CommentRow['marks'],
    lastKey: last_key,
    lastHash: last_hash,
  };
}

function itemOf({ live, value, ...row }: ItemColumns): ItemRow {
  return { ...row, live: live === 1, value: JSON.parse(value) as ItemRow['value'] };
}

function articleOf({ scopes, closes_at, withdrawn, ...row }: ArticleColumns): ArticleRow {
  return { ...row, scopes: scopes === '' ? [] : scopes.split(' '), closesAt: closes_at, withdrawn: withdrawn === 1 };
}

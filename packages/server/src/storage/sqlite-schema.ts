import type { Connection } from './sqlite-database.ts';

/**
 * The tables of a store, as the steps that made them: each is run once on a file, in its order, and never changes. `STRICT`, so that a wrong
 * kind of value is an error and not a surprise.
 */
const STEPS: readonly string[] = [
  // Files of the first version have these tables and no number.
  `
CREATE TABLE IF NOT EXISTS store (
  site TEXT PRIMARY KEY, epoch TEXT NOT NULL, writes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS topic (
  site TEXT NOT NULL, topic TEXT NOT NULL,
  head INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, projected INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS topic_stale ON topic (site, topic) WHERE head > projected;

CREATE TABLE IF NOT EXISTS comment (
  site TEXT NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL,
  v INTEGER NOT NULL, cv INTEGER NOT NULL, c INTEGER NOT NULL,
  parent TEXT, depth INTEGER NOT NULL,
  actor TEXT NOT NULL, author_id TEXT NOT NULL, author_name TEXT NOT NULL,
  time INTEGER NOT NULL, state TEXT NOT NULL, replies INTEGER NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (site, topic, id),
  FOREIGN KEY (site, topic) REFERENCES topic (site, topic),
  FOREIGN KEY (site, topic, parent) REFERENCES comment (site, topic, id)
) STRICT;
CREATE INDEX IF NOT EXISTS comment_v ON comment (site, topic, v);
CREATE INDEX IF NOT EXISTS comment_cv ON comment (site, topic, cv);
CREATE INDEX IF NOT EXISTS comment_place ON comment (site, topic, parent, c, id);

CREATE TABLE IF NOT EXISTS counted (
  site TEXT NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL, v INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (site, topic, id),
  FOREIGN KEY (site, topic) REFERENCES topic (site, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counted_v ON counted (site, topic, v);

CREATE TABLE IF NOT EXISTS article (
  site TEXT NOT NULL, thread TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
  at INTEGER NOT NULL, day TEXT NOT NULL, scopes TEXT NOT NULL, closes_at INTEGER, withdrawn INTEGER NOT NULL,
  PRIMARY KEY (site, thread)
) STRICT;

CREATE TABLE IF NOT EXISTS article_scope (
  site TEXT NOT NULL, scope TEXT NOT NULL, day TEXT NOT NULL, thread TEXT NOT NULL,
  PRIMARY KEY (site, scope, day, thread),
  FOREIGN KEY (site, thread) REFERENCES article (site, thread)
) STRICT, WITHOUT ROWID;
`,
  // Comments that change, and their earlier wordings.
  `
ALTER TABLE comment ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN last_key TEXT NOT NULL DEFAULT '';
ALTER TABLE comment ADD COLUMN last_hash TEXT NOT NULL DEFAULT '';
CREATE INDEX comment_id ON comment (site, id);

CREATE TABLE item (
  site TEXT NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL, v INTEGER NOT NULL, live INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (site, topic, id),
  FOREIGN KEY (site, topic) REFERENCES topic (site, topic)
) STRICT;
CREATE INDEX item_v ON item (site, topic, v);
CREATE INDEX item_live ON item (site, topic, v, id) WHERE live = 1;
`,
  // Votes, and what they come to.
  `
ALTER TABLE comment ADD COLUMN reactions TEXT NOT NULL DEFAULT '{}';

CREATE TABLE vote (
  site TEXT NOT NULL, topic TEXT NOT NULL, target TEXT NOT NULL, voter TEXT NOT NULL, kind TEXT, key TEXT NOT NULL,
  PRIMARY KEY (site, topic, target, voter)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_kind ON vote (site, topic, target, kind) WHERE kind IS NOT NULL;

CREATE TABLE uncounted (
  site TEXT NOT NULL, topic TEXT NOT NULL, target TEXT NOT NULL,
  PRIMARY KEY (site, topic, target)
) STRICT, WITHOUT ROWID;
`,
  // What the newsroom decides, and that it did.
  `
ALTER TABLE comment ADD COLUMN marks TEXT NOT NULL DEFAULT '{}';
ALTER TABLE article ADD COLUMN hold TEXT;

CREATE TABLE log (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, topic TEXT NOT NULL, target TEXT, reason TEXT NOT NULL
) STRICT;
CREATE INDEX log_site ON log (site, number);
CREATE TRIGGER log_kept BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_whole BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
`,
  // What `top` goes by; of comments that moved somebody it is counted at the next start.
  `
ALTER TABLE comment ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
UPDATE comment SET rank = time WHERE parent IS NULL AND state = 'shown';
INSERT OR IGNORE INTO uncounted (site, topic, target) SELECT site, topic, id FROM comment WHERE parent IS NULL AND (replies > 0 OR reactions <> '{}');
CREATE INDEX comment_rank ON comment (site, topic, rank, id) WHERE parent IS NULL AND rank > 0;
`,
  // What is seen beside a name, who is named, and what is quoted.
  `
ALTER TABLE comment ADD COLUMN author_more TEXT NOT NULL DEFAULT '{}';
CREATE INDEX comment_author ON comment (site, topic, author_id, c, id) WHERE state = 'shown';
CREATE INDEX comment_quoted ON comment (site, topic, json_extract(marks, '$.quote.id')) WHERE json_extract(marks, '$.quote.id') IS NOT NULL;
`,
  // Who answered a comment.
  `
CREATE INDEX comment_people ON comment (site, topic, parent, author_id) WHERE state = 'shown' AND parent IS NOT NULL;
`,
  // Who quotes a comment in order of ids, and what is quoted by words that it does not have any more.
  `
DROP INDEX comment_quoted;
CREATE INDEX comment_quoted ON comment (site, topic, json_extract(marks, '$.quote.id'), id) WHERE json_extract(marks, '$.quote.id') IS NOT NULL;

CREATE TABLE misquoted (
  site TEXT NOT NULL, target TEXT NOT NULL, topic TEXT NOT NULL, after TEXT NOT NULL,
  PRIMARY KEY (site, target)
) STRICT, WITHOUT ROWID;
`,
];

/** Brings a file to the tables of this version, each step whole or not at all. Throws in words where a later version has been at it. */
export function bringUp(db: Connection): void {
  const versionOf = () => db.one<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (versionOf() > STEPS.length)
    throw new Error(`These comments are kept as version ${versionOf()} of the tables, and this server knows ${STEPS.length}: please start a newer one.`);
  for (const [i, step] of STEPS.entries()) {
    if (versionOf() > i) continue;
    db.run('BEGIN IMMEDIATE');
    try {
      // Read inside, because another process may have done it meanwhile.
      if (versionOf() === i) db.exec(`${step} PRAGMA user_version = ${i + 1};`);
      db.run('COMMIT');
    } catch (error) {
      db.run('ROLLBACK');
      throw error;
    }
  }
}

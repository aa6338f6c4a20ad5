/** The tables of a store, made where they are missing. `STRICT`, so that a wrong kind of value is an error and not a surprise. */
export const SCHEMA = `
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
`;

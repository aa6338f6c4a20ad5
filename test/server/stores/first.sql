CREATE TABLE store (
  site TEXT PRIMARY KEY, epoch TEXT NOT NULL, writes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE topic (
  site TEXT NOT NULL, topic TEXT NOT NULL,
  head INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, projected INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_stale ON topic (site, topic) WHERE head > projected;
CREATE TABLE comment (
  site TEXT NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL,
  v INTEGER NOT NULL, cv INTEGER NOT NULL, c INTEGER NOT NULL,
  parent TEXT, depth INTEGER NOT NULL,
  actor TEXT NOT NULL, author_id TEXT NOT NULL, author_name TEXT NOT NULL,
  time INTEGER NOT NULL, state TEXT NOT NULL, replies INTEGER NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (site, topic, id),
  FOREIGN KEY (site, topic) REFERENCES topic (site, topic),
  FOREIGN KEY (site, topic, parent) REFERENCES comment (site, topic, id)
) STRICT;
CREATE INDEX comment_v ON comment (site, topic, v);
CREATE INDEX comment_cv ON comment (site, topic, cv);
CREATE INDEX comment_place ON comment (site, topic, parent, c, id);
CREATE TABLE counted (
  site TEXT NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL, v INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (site, topic, id),
  FOREIGN KEY (site, topic) REFERENCES topic (site, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX counted_v ON counted (site, topic, v);
CREATE TABLE article (
  site TEXT NOT NULL, thread TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
  at INTEGER NOT NULL, day TEXT NOT NULL, scopes TEXT NOT NULL, closes_at INTEGER, withdrawn INTEGER NOT NULL,
  PRIMARY KEY (site, thread)
) STRICT;
CREATE TABLE article_scope (
  site TEXT NOT NULL, scope TEXT NOT NULL, day TEXT NOT NULL, thread TEXT NOT NULL,
  PRIMARY KEY (site, scope, day, thread),
  FOREIGN KEY (site, thread) REFERENCES article (site, thread)
) STRICT, WITHOUT ROWID;
INSERT INTO store VALUES ('demo', 'pn-DeSeK6rF9', 9);
INSERT INTO topic VALUES ('demo', 'days:ha-noi:2020-10', 1, 0, 0);
INSERT INTO topic VALUES ('demo', 'days:home:2020-10', 1, 0, 0);
INSERT INTO topic VALUES ('demo', 'tally:ha-noi', 1, 0, 0);
INSERT INTO topic VALUES ('demo', 'tally:home', 1, 0, 0);
INSERT INTO topic VALUES ('demo', 'thread:cho-dem', 3, 3, 3);
INSERT INTO topic VALUES ('demo', 'thread:mua-lu', 3, 1, 3);
INSERT INTO comment VALUES ('demo', 'thread:cho-dem', 'key-lan-0000000001', 1, 2, 1, NULL, 0, 'g-lan', 'g-lan', 'Lan', 1603353600000, 'shown', 1, 'Hay quá, ''chợ'' ngày xưa 👩‍👧', 'KaZzC41_Zzn-MAgOcax8k_78XHG7NPXowUS3cH21ZeI');
INSERT INTO comment VALUES ('demo', 'thread:cho-dem', 'key-mai-0000000001', 2, 3, 2, 'key-lan-0000000001', 1, 'u-mai', 'u-mai', 'Mai', 1603353600000, 'shown', 1, 'Đồng ý' || char(10) || 'với bạn', '4VsRDJurr1hHVSbDPISQhTAWEiBS9JJQ9Ry1CI96Hv0');
INSERT INTO comment VALUES ('demo', 'thread:cho-dem', 'key-lan-0000000002', 3, 3, 3, 'key-mai-0000000001', 2, 'g-lan', 'g-lan', 'Lan', 1603353600000, 'shown', 0, 'Cảm ơn', 'HmOCdS0c-9jVtV12_kClx7bmll6S_0UhBEhT-YifUY8');
INSERT INTO comment VALUES ('demo', 'thread:mua-lu', 'key-host-000000001', 1, 1, 1, NULL, 0, 'host', 'key-host-000000001', 'Cúc', 1603260000000, 'shown', 0, 'Nhập từ hệ cũ', '6fwYH_SkfyF8BxRUtfY1yer4k9SMnZOI3LxqTtkmHMU');
INSERT INTO comment VALUES ('demo', 'thread:mua-lu', 'key-host-000000002', 2, 2, 2, NULL, 0, 'host', 'key-host-000000002', 'Sen', 1603353600000, 'hidden', 0, 'Đã ẩn', '_I42qBexDTJTEUcq6tEX0-Oe4ZUXXw6v73hesobRzZE');
INSERT INTO comment VALUES ('demo', 'thread:mua-lu', 'key-host-000000003', 3, 3, 3, 'key-host-000000001', 1, 'host', 'key-host-000000003', 'Sen', 1603353600000, 'gone', 0, '', '_qG_427zF9D74AVRupk0Gg768nkt4vrepc5S27ANYZI');
INSERT INTO counted VALUES ('demo', 'days:ha-noi:2020-10', '2020-10-22', 1, 1);
INSERT INTO counted VALUES ('demo', 'days:home:2020-10', '2020-10-21', 1, 1);
INSERT INTO counted VALUES ('demo', 'days:home:2020-10', '2020-10-22', 1, 1);
INSERT INTO counted VALUES ('demo', 'tally:ha-noi', 'cho-dem', 1, 3);
INSERT INTO counted VALUES ('demo', 'tally:home', 'cho-dem', 1, 3);
INSERT INTO counted VALUES ('demo', 'tally:home', 'mua-lu', 1, 1);
INSERT INTO article VALUES ('demo', 'cho-dem', 'https://bao.example/cho-dem', 'Chợ đêm', 1603353600000, '2020-10-22', 'ha-noi home', NULL, 0);
INSERT INTO article VALUES ('demo', 'mua-lu', 'https://bao.example/mua-lu', 'Mùa lũ', 1603267200000, '2020-10-21', 'home', 1604000000000, 0);
INSERT INTO article_scope VALUES ('demo', 'ha-noi', '2020-10-22', 'cho-dem');
INSERT INTO article_scope VALUES ('demo', 'home', '2020-10-21', 'mua-lu');
INSERT INTO article_scope VALUES ('demo', 'home', '2020-10-22', 'cho-dem');

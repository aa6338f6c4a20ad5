import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStorage, freshComment, type Reader, type Storage } from '@bandoc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTrusted, openDatabase } from '../../packages/server/src/storage/sqlite-database.ts';
import { createReader } from '../../packages/server/src/storage/sqlite-rows.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
  file = join(folder, 'data', 'comments.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => createSqliteStorage({ file, site: 'demo' });
const write = (storage: Storage) => storage.transact((tx) => tx.raise('thread:a'));
/** Leaves a file with something in it, as a server does that was stopped; answers its epoch. */
async function leaveFile(): Promise<string> {
  const storage = open();
  const epoch = await storage.epoch();
  await write(storage);
  await storage.close();
  return epoch;
}
/** What a reader asks of a fresh file, each question with how SQLite answers it. */
function listenToPlans(): { rows: Reader; plans(): ReadonlyArray<{ readonly sql: string; readonly detail: string }>; close(): void } {
  const { writer, reader } = openDatabase(file);
  const asked = new Set<string>();
  const listen =
    <T extends unknown[], R>(run: (sql: string, ...values: T) => R) =>
    (sql: string, ...values: T) => {
      asked.add(sql);
      return run(sql, ...values);
    };
  const explain = (sql: string) =>
    reader
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: sql.includes('?1') ? 4 : sql.split('?').length - 1 }, () => 0))
      .map(({ detail }) => ({ sql, detail }));
  return {
    rows: createReader({ ...reader, one: listen(reader.one) as typeof reader.one, all: listen(reader.all) as typeof reader.all }, 'demo'),
    plans: () => [...asked].flatMap(explain),
    close: () => {
      reader.close();
      writer.close();
    },
  };
}
const headOf = (storage: Storage) => storage.view(async (reader) => (await reader.topic('thread:a')).head);

describe('the SQLite file', () => {
  it('[PT3] is written in WAL mode with full synchronisation, foreign keys on', () => {
    const { writer, reader } = openDatabase(file);
    const pragma = (name: string) => Object.values(writer.one<object>(`PRAGMA ${name}`) ?? {})[0];
    // 2 is FULL: every commit is on the disk before it is answered.
    expect({ journal: pragma('journal_mode'), synchronous: pragma('synchronous'), keys: pragma('foreign_keys') }).toEqual({
      journal: 'wal',
      synchronous: 2,
      keys: 1,
    });
    expect(() => reader.run("INSERT INTO store VALUES ('x', 'y', 0)")).toThrow(/readonly/);
    reader.close();
    writer.close();
  });

  it('is refused by an SQLite that can lose what it committed', () => {
    expect(['3.44.6', '3.50.7', '3.51.3', '3.53.0', '4.0.0'].filter((version) => !isTrusted(version))).toEqual([]);
    expect(['3.7.0', '3.44.5', '3.47.2', '3.50.6', '3.51.2'].filter(isTrusted)).toEqual([]);
  });

  it('lets readers see what is committed while a transaction is open', async () => {
    const storage = open();
    await write(storage);
    await storage.transact(async (tx) => {
      await tx.raise('thread:a');
      expect(await headOf(storage)).toBe(1);
    });
    expect(await headOf(storage)).toBe(2);
    await storage.close();
  });

  it('finds whatever is read by an index, sorted by it, however long the thread', async () => {
    const { rows, plans: all, close } = listenToPlans();
    for (const order of ['ascending', 'descending'] as const) for (const parent of [null, 'x']) await rows.comments('thread:a', { parent, order, limit: 9 });
    await Promise.all([
      rows.topic('t'),
      rows.comment('t', 'x'),
      rows.find('x'),
      rows.item('t', 'x'),
      rows.items('t', { limit: 9 }),
      rows.changedItems('t', 7, 9),
      rows.vote('t', 'x', 'a'),
      rows.countVotes('t', 'x'),
      rows.uncounted(9),
      rows.top('t', 9),
      rows.recent('t', 9),
      rows.quoting('t', 'x', { limit: 9 }),
      rows.misquoted(9),
      rows.misquoted(1, 'x'),
      rows.author('t', 'a'),
      rows.countPeople('t', 'x', 'a'),
      rows.log(9),
      rows.changedComments('t', 7, 9),
      rows.counts('t', ['x']),
      rows.changedCounts('t', 7, 9),
      rows.article('a'),
      rows.countArticles('home', '2020-10-22'),
      rows.stale(9),
    ]);
    const plans = all();
    expect(new Set(plans.map(({ sql }) => sql)).size).toBeGreaterThanOrEqual(23);
    expect(plans.filter(({ sql, detail }) => sql.includes('json_extract') && !detail.includes('comment_quoted'))).toEqual([]);
    expect(plans.filter(({ sql, detail }) => sql.includes('author_id = ?') && !detail.includes('comment_author'))).toEqual([]);
    expect(plans.filter(({ detail }) => /^SCAN (?!CONSTANT)|TEMP B-TREE/.test(detail))).toEqual([]);
    close();
  });

  it('goes on with a page from the place where the last one ended, in either direction', async () => {
    const { rows, plans, close } = listenToPlans();
    for (const order of ['ascending', 'descending'] as const) await rows.comments('t', { parent: null, order, limit: 9 });
    expect(plans().map(({ detail }) => detail)).toEqual([
      'SEARCH comment USING INDEX comment_place (site=? AND topic=? AND parent=? AND (c,id)>(?,?))',
      'SEARCH comment USING INDEX comment_place (site=? AND topic=? AND parent=? AND c>? AND (c,id)<(?,?))',
    ]);
    close();
  });

  it('finds the threads whose tallies are late among those alone, however many threads there are', async () => {
    const { rows, plans, close } = listenToPlans();
    await rows.stale(9);
    expect(plans().map(({ detail }) => detail)).toEqual([expect.stringContaining('INDEX topic_stale')]);
    close();
  });

  it('counts whom a comment moved by its own votes and replies, never by the whole thread', async () => {
    const { rows, plans, close } = listenToPlans();
    await rows.countPeople('t', 'x', 'a');
    expect(plans().map(({ detail }) => detail)).toContain('SEARCH comment USING COVERING INDEX comment_people (site=? AND topic=? AND parent=?)');
    close();
  });
});

describe('[PT3] the writes that wait together', () => {
  const row = (id: string, parent: string | null = null) =>
    freshComment({
      topic: 'thread:a',
      id,
      v: 1,
      cv: 1,
      c: 1,
      parent,
      depth: 0,
      actor: 'lan',
      author: { id: 'lan', name: 'Lan' },
      time: 0,
      state: 'shown',
      text: 'Hay',
      hash: 'h',
    });
  const add = (storage: Storage, id: string, parent?: string) =>
    storage.transact(async (tx) => {
      const seq = await tx.raise('thread:a');
      await tx.putComment(row(id, parent));
      return seq;
    });
  const ends = async (begun: readonly Promise<number>[]) =>
    (await Promise.allSettled(begun)).map((end) => (end.status === 'fulfilled' ? end.value : (end.reason as Error).message));
  /** What another program reads in the file. */
  const look = <Row>(sql: string) => {
    const db = openDatabase(file);
    const rows = db.reader.all<Row>(sql);
    db.reader.close();
    db.writer.close();
    return rows;
  };
  const commits = () => look<{ writes: number }>('SELECT writes FROM store')[0]?.writes ?? 0;
  const ids = () => look<{ id: string }>('SELECT id FROM comment ORDER BY id').map(({ id }) => id);
  /** Makes the file itself fail, as a disk would. */
  const sabotage = (sql: string) => {
    const db = openDatabase(file);
    db.writer.exec(sql);
    db.reader.close();
    db.writer.close();
  };

  it('share one commit, and each is in the file when it is answered', async () => {
    const storage = open();
    const before = commits();
    const answered = Array.from({ length: 20 }, async (_, i) => {
      await add(storage, `c${i}`);
      return ids().includes(`c${i}`);
    });
    expect(await Promise.all(answered)).toEqual(Array(20).fill(true));
    expect(commits()).toBe(before + 1);
    await add(storage, 'alone');
    expect(commits()).toBe(before + 2);
    await storage.close();
  });

  it('do not miss the one that the file refuses', async () => {
    const storage = open();
    const begun = [add(storage, 'a'), add(storage, 'b', 'nobody'), add(storage, 'c')];
    expect(await ends(begun)).toEqual([1, expect.stringMatching(/FOREIGN KEY/), 2]);
    expect(ids()).toEqual(['a', 'c']);
    await storage.close();
  });

  it('make no commit where all of them fail', async () => {
    const storage = open();
    const before = commits();
    expect(await ends([add(storage, 'a', 'nobody'), add(storage, 'b', 'nobody')])).toEqual(Array(2).fill(expect.stringMatching(/FOREIGN KEY/)));
    expect(commits()).toBe(before);
    await storage.close();
  });

  it.each([
    [
      'SQLite rolls all of them back by itself',
      "CREATE TRIGGER full BEFORE INSERT ON comment WHEN new.id = 'b' BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END",
    ],
    [
      'their commit itself fails',
      `CREATE TABLE shelf (id INTEGER PRIMARY KEY);
       CREATE TABLE page (id INTEGER REFERENCES shelf (id) DEFERRABLE INITIALLY DEFERRED);
       CREATE TRIGGER full AFTER INSERT ON comment WHEN new.id = 'b' BEGIN INSERT INTO page VALUES (1); END`,
    ],
  ])('are not answered before they are kept, nor lost with one of them, when %s', async (_, fault) => {
    const storage = open();
    sabotage(fault);
    expect(await ends([add(storage, 'a'), add(storage, 'b'), add(storage, 'c')])).toEqual([1, expect.stringMatching(/disk full|FOREIGN KEY/), 2]);
    expect(ids()).toEqual(['a', 'c']);
    expect(await ends([add(storage, 'd')])).toEqual([3]);
    await storage.close();
  });

  it('all fail in words when the file is gone from under them', async () => {
    const storage = open();
    sabotage('DROP TABLE comment');
    expect(await ends([add(storage, 'a'), add(storage, 'b')])).toEqual(Array(2).fill(expect.stringMatching(/no such table/)));
    await storage.close();
  });
});

describe('[MD4] the epoch', () => {
  it('stays over a restart, and over a death that left no time to say good-bye', async () => {
    const first = open();
    const epoch = await first.epoch();
    await write(first);
    // A second opening stands for the start after a kill: nothing was closed, and the witness is older than the file.
    const second = open();
    expect(await second.epoch()).toBe(epoch);
    expect(await headOf(second)).toBe(1);
    await second.close();
    await first.close();
    const third = open();
    expect(await third.epoch()).toBe(epoch);
    await third.close();
  });

  it('changes when an older copy of the file is put back', async () => {
    const epoch = await leaveFile();
    copyFileSync(file, join(folder, 'backup.db'));
    const second = open();
    await write(second);
    await second.close();
    copyFileSync(join(folder, 'backup.db'), file);
    const restored = open();
    expect(await restored.epoch()).not.toBe(epoch);
    await restored.close();
  });

  it('changes when the witness is gone', async () => {
    const epoch = await leaveFile();
    rmSync(`${file}.writes`);
    const second = open();
    expect(await second.epoch()).not.toBe(epoch);
    await second.close();
  });

  it('is not shared by two fresh files', async () => {
    const first = open();
    const other = createSqliteStorage({ file: join(folder, 'other.db'), site: 'demo' });
    expect(await other.epoch()).not.toBe(await first.epoch());
    await other.close();
    await first.close();
  });
});

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStorage, type Storage } from '@bandoc/server';
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
    const { writer, reader } = openDatabase(file);
    const asked = new Set<string>();
    const listen =
      <T extends unknown[], R>(run: (sql: string, ...values: T) => R) =>
      (sql: string, ...values: T) => {
        asked.add(sql);
        return run(sql, ...values);
      };
    const rows = createReader({ ...reader, one: listen(reader.one) as typeof reader.one, all: listen(reader.all) as typeof reader.all }, 'demo');
    for (const order of ['ascending', 'descending'] as const) for (const parent of [null, 'x']) await rows.comments('thread:a', { parent, order, limit: 9 });
    await Promise.all([
      rows.topic('t'),
      rows.comment('t', 'x'),
      rows.changedComments('t', 7, 9),
      rows.counts('t', ['x']),
      rows.changedCounts('t', 7, 9),
      rows.article('a'),
      rows.countArticles('home', '2020-10-22'),
      rows.stale(9),
    ]);
    const plans = [...asked].flatMap((sql) =>
      reader
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: sql.includes('?1') ? 4 : sql.split('?').length - 1 }, () => 0))
        .map(({ detail }) => ({ sql, detail })),
    );
    expect(asked.size).toBeGreaterThanOrEqual(10);
    expect(plans.filter(({ detail }) => /^SCAN (?!CONSTANT)|TEMP B-TREE FOR ORDER/.test(detail))).toEqual([]);
    reader.close();
    writer.close();
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

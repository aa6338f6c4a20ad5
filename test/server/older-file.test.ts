import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Comment, Snap } from '@bandoc/protocol';
import { createSqliteStorage } from '@bandoc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../packages/server/src/storage/sqlite-database.ts';
import { createNewsroom, only } from './newsroom.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
  file = join(folder, 'comments.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file as the first version of the server left it, with the witness beside it. */
function leaveFirstFile(): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF;');
  db.exec(readFileSync(new URL('stores/first.sql', import.meta.url), 'utf8'));
  db.close();
  writeFileSync(`${file}.writes`, 'pn-DeSeK6rF9 9\n');
}

describe('a file of the first version', () => {
  it('[MD4] [PT2] is opened with all it had: epoch, comments, counts, articles, and the keys that are taken', async () => {
    leaveFirstFile();
    const storage = createSqliteStorage({ file, site: 'demo' });
    const { core, guest, ports } = createNewsroom({ threads: 'known' }, { storage });
    expect(await storage.epoch()).toBe('pn-DeSeK6rF9');
    const page = await guest();
    const read = async (topic: string) => (await core.read(topic, {}, { address: '1' })) as Snap;
    const market = await read('thread:cho-dem');
    expect(market).toMatchObject({ at: 'pn-DeSeK6rF9:3', total: 3 });
    const comments = new Map((market.items as Comment[]).map((item) => [item.id, item]));
    expect(comments.get('key-lan-0000000001')).toMatchObject({ text: "Hay quá, 'chợ' ngày xưa 👩‍👧", v: 1, c: 1, counts: { v: 2, replies: 1 } });
    expect(comments.get('key-mai-0000000001')).toMatchObject({ text: 'Đồng ý\nvới bạn', parent: 'key-lan-0000000001', author: { id: 'u-mai', name: 'Mai' } });
    const flood = (await read('thread:mua-lu')).items as Comment[];
    expect(flood.map(({ id, state }) => [id.slice(-1), state])).toEqual(
      expect.arrayContaining([
        ['1', 'shown'],
        ['2', 'hidden'],
        ['3', 'gone'],
      ]),
    );
    expect((await read('tally:home')).items).toEqual(
      expect.arrayContaining([
        { id: 'cho-dem', v: 1, count: 3 },
        { id: 'mua-lu', v: 1, count: 1 },
      ]),
    );
    expect((await read('days:home:2020-10')).items).toHaveLength(2);
    const mai = await ports.tokens.issue({ id: 'u-mai', name: 'Mai', roles: [], rights: [], guest: false });
    const hash = async (text: string) => (await import('node:crypto')).createHash('sha256').update(text).digest('base64url');
    const again = createNewsroom({ threads: 'known' }, { storage, hash });
    const data = { parent: 'key-lan-0000000001', text: 'Đồng ý\nvới bạn' };
    const put = { t: 'put', id: 1, topic: 'thread:cho-dem', key: 'key-mai-0000000001', op: 'add', data };
    expect(only('ok', await again.core.post([put], mai, { address: '1' }))).toMatchObject({ dup: true, at: 'pn-DeSeK6rF9:2' });
    // And what is new since works on what is old: whom its comments moved was counted first.
    await core.project();
    expect(await core.read('thread:cho-dem', { sort: 'top' }, { address: '1' })).toMatchObject({
      at: 'pn-DeSeK6rF9:4',
      order: ['key-lan-0000000001'],
    });
    const edit = { ...put, key: 'key-of-the-edit-001', op: 'edit', target: put.key, if: 2, data: { text: 'Đồng ý lắm' } };
    const moderator = await ports.tokens.issue({ id: 'm', name: 'Minh', roles: ['moderator'], rights: [], guest: false });
    expect(only('ok', await again.core.post([edit], moderator, { address: '1' }))).toMatchObject({ at: 'pn-DeSeK6rF9:5', item: { text: 'Đồng ý lắm' } });
    await page.say({ t: 'unsub', topic: 'thread:cho-dem' });
    await storage.close();
  });

  it('is brought up once, and opened as it is from then on', async () => {
    leaveFirstFile();
    const versions = [1, 2].map(() => {
      const { writer, reader } = openDatabase(file);
      const { user_version: version } = reader.one<{ user_version: number }>('PRAGMA user_version') ?? {};
      expect(writer.one<object>('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      expect(writer.all('PRAGMA foreign_key_check')).toEqual([]);
      reader.close();
      writer.close();
      return version;
    });
    expect(versions[0]).toBeGreaterThan(1);
    expect(versions[1]).toBe(versions[0]);
  });

  it('of a later version is left alone, in words', () => {
    leaveFirstFile();
    const { writer, reader } = openDatabase(file);
    writer.exec('PRAGMA user_version = 99');
    reader.close();
    writer.close();
    expect(() => createSqliteStorage({ file, site: 'demo' })).toThrow(/version 99 .* newer/);
  });
});

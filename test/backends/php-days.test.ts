import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../examples/newspaper/src/free-port.ts';
import { until } from '../setup/until.ts';

const FOLDER = fileURLToPath(new URL('../../examples/backends/php/', import.meta.url));
const TOPIC = 'v1/t/days:home:2020-10';
const INSERT = 'INSERT INTO article (thread, url, title, at, scopes) VALUES (?, ?, ?, ?, ?)';

const program = 'exit(extension_loaded("pdo_sqlite") && extension_loaded("intl") ? 0 : 1);';
const why = spawnSync('php', ['-r', program]).status === 0 ? '' : ' (not run: no php)';

it.skipIf(why)(`SN7, DV3: the PHP backend counts the articles of its table by days of the site’s time zone${why}`, async () => {
  const { base, publish } = await stand();
  expect(await daysOf(base)).toMatchObject({ status: 200, items: [] });
  // Midnight in Asia/Ho_Chi_Minh is at 17:00 UTC.
  publish('mot', '2020-10-14T16:59:00Z', ['home', 'doi-song']);
  publish('hai', '2020-10-14T17:00:00Z', ['home', 'home']);
  publish('ba', '2020-10-15T10:00:00Z', ['home']);
  publish('another-scope', '2020-10-15T10:00:00Z', ['doi-song']);
  publish('the-month-before', '2020-09-30T16:59:00Z', ['home']);
  publish('the-first', '2020-09-30T17:00:00Z', ['home']);
  publish('the-month-after', '2020-10-31T17:00:00Z', ['home']);
  const counts = (await daysOf(base)).items.map(({ id, count }) => [id, count]);
  expect(counts).toEqual([
    ['2020-10-01', 1],
    ['2020-10-14', 1],
    ['2020-10-15', 2],
  ]);
});

it.skipIf(why)(`HT3, MD4: the ETag of the PHP backend’s days changes when an article is added, and draws 304 until then${why}`, async () => {
  const { base, publish } = await stand();
  publish('mot', '2020-10-14T10:00:00Z', ['home']);
  const first = await daysOf(base);
  expect(first.etag).toBe(`"${first.at}"`);
  expect(await daysOf(base, first)).toMatchObject({ status: 304, etag: first.etag });
  publish('hai', '2020-10-14T11:00:00Z', ['home']);
  const second = await daysOf(base, first);
  expect(second).toMatchObject({ status: 200, mode: 'full', items: [{ id: '2020-10-14', count: 2 }] });
  expect(second.etag).not.toBe(first.etag);
  expect(await daysOf(base, undefined, first.at)).toMatchObject({ mode: 'full', at: second.at });
  expect(await daysOf(base, undefined, second.at)).toMatchObject({ mode: 'delta', items: [] });
});

interface Days {
  readonly status: number;
  readonly etag: string | null;
  readonly at: string;
  readonly mode?: string;
  readonly items: readonly { readonly id: string; readonly count: number }[];
}

async function daysOf(base: string, held?: Days, since?: string): Promise<Days> {
  const headers = held?.etag ? { 'if-none-match': held.etag } : {};
  const response = await fetch(`${base}/${TOPIC}${since === undefined ? '' : `?since=${since}`}`, { headers });
  const snap = response.status === 200 ? ((await response.json()) as Days) : { at: held?.at ?? '', items: [] };
  return { ...snap, status: response.status, etag: response.headers.get('etag') };
}

/** The backend over an empty file until the test is over, and what a paper's own system does with its articles. */
async function stand() {
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-days-'));
  const [port, file] = [await freePort(), join(folder, 'bandoc.db')];
  const settings = { BANDOC_FILE: file, BANDOC_TZ: 'Asia/Ho_Chi_Minh' };
  const php = spawn('php', ['-S', `127.0.0.1:${port}`, 'bandoc.php'], { cwd: FOLDER, env: { ...process.env, ...settings }, stdio: 'ignore' });
  onTestFinished(() => {
    php.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  const base = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${base}/v1`).catch(() => undefined))?.ok === true);
  const publish = (thread: string, at: string, scopes: readonly string[]) => {
    const database = new DatabaseSync(file);
    database.prepare(INSERT).run(thread, `/${thread}`, thread, Date.parse(at), JSON.stringify(scopes));
    database.close();
  };
  return { base, publish };
}

import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshBundle, freshFolder, run, seededFolder, startPaper } from './stand.ts';

describe('npm start', () => {
  it('says in words that the port is taken, and ends with 1, without having touched the data', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const data = freshFolder();
    const { code, said } = await run('main.ts', { PORT: String(port), DATA: data });
    expect(code).toBe(1);
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).toContain('PORT=');
    expect(said).not.toContain('    at ');
    expect(statSync(join(data, 'bandoc.sqlite'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('says what is wrong with what it was given', async () => {
    const data = freshFolder();
    const told = await Promise.all([run('main.ts', { DATA: data, PORT: 'tám' }), run('main.ts', { DATA: data }, '--today', 'mai')]);
    const words = ['PORT must be a number', '--today takes "now"'];
    for (const [i, { code, said }] of told.entries()) {
      expect(code).toBe(1);
      expect(said).toContain(words[i]);
      expect(said).not.toContain('    at ');
    }
  });
});

describe('the bundle', () => {
  it('is served to pages of every origin; only its chunks, which have a hash in their names, are kept', async () => {
    const { origin } = await startPaper({ data: seededFolder(), bundle: freshBundle() });
    const head = async (path: string) => {
      const { status, headers } = await fetch(`${origin}/bandoc/${path}`, { headers: { Origin: 'https://bao.example' } });
      return { status, cache: headers.get('cache-control'), open: headers.get('access-control-allow-origin'), type: headers.get('content-type') };
    };
    expect(await head('bandoc.js')).toEqual({ status: 200, cache: 'no-cache', open: '*', type: 'text/javascript' });
    expect(await head('bandoc.css')).toEqual({ status: 200, cache: 'no-cache', open: '*', type: 'text/css' });
    expect(await head('chunks/thread-5f3a.js')).toMatchObject({ status: 200, cache: 'public, max-age=31536000, immutable', open: '*' });
    expect(await head('chunks/missing.js')).toMatchObject({ status: 404, open: '*' });
    expect(await head('../../package.json')).toMatchObject({ status: 404 });
  });
});

describe('origins', () => {
  it('[HT7] of the paper and of its second door may write, and one that is not on the list is refused in words', async () => {
    const {
      origin,
      secondOrigin = '',
      unlistedOrigin = '',
    } = await startPaper({ data: seededFolder(), secondPort: 0, unlistedPort: 0, origins: ['https://bao.example'] });
    const write = (from: string) =>
      fetch(`${origin}/bandoc/v1/frames`, { method: 'POST', headers: { Origin: from, 'Content-Type': 'application/json' }, body: '[]' });
    for (const listed of [origin, origin.replace('localhost', '127.0.0.1'), secondOrigin, 'https://bao.example']) {
      const answer = await write(listed);
      expect(answer.status, listed).not.toBe(403);
      expect(answer.headers.get('access-control-allow-origin'), listed).toBe(listed);
    }
    const refused = await write(unlistedOrigin);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ t: 'err', code: 'denied', msg: expect.stringContaining(unlistedOrigin) });
    expect((await fetch(`${unlistedOrigin}/`)).status).toBe(200);
  });
});

describe('npm run publish', () => {
  it('[AR1] prints a story in the running paper: its page, its day and its thread are there at once, and after a restart', async () => {
    const data = seededFolder();
    const first = await startPaper({ data });
    const { port } = new URL(first.origin);
    const days = async (origin: string) => {
      const snap = (await (await fetch(`${origin}/bandoc/v1/t/days:home:2020-10`)).json()) as { items: Array<{ id: string; count: number }> };
      return snap.items.find(({ id }) => id === '2020-10-22')?.count ?? 0;
    };
    const before = await days(first.origin);
    const { code, said } = await run('publish.ts', { PORT: port, DATA: data }, 'Cầu mới <sông Tô> thông xe', '--section', 'ha-noi');
    expect(said).toMatch(/\/ha-noi\/cau-moi-song-to-thong-xe-[a-z0-9]+\.html/);
    expect(code).toBe(0);
    const path = new URL(said.trim()).pathname;
    expect(await days(first.origin)).toBe(before + 1);
    const page = await (await fetch(first.origin + path)).text();
    expect(page).toContain('<h1>Cầu mới &lt;sông Tô&gt; thông xe</h1>');
    expect(page).toContain('22/10/2020 15:0');
    const thread = /bandoc-comment-thread thread="([^"]+)"/.exec(page)?.[1];
    expect(await (await fetch(`${first.origin}/bandoc/v1/t/thread:${thread}`)).json()).toMatchObject({ t: 'snap', items: [{ id: '_thread' }] });
    expect(await (await fetch(`${first.origin}/`)).text()).toContain(path);
    await first.close();

    const second = await startPaper({ data });
    expect((await fetch(second.origin + path)).status).toBe(200);
    expect(await days(second.origin)).toBe(before + 1);
  });

  it('says what is wrong: no such section, nobody there, another secret', async () => {
    const { origin } = await startPaper({ data: seededFolder() });
    const { port } = new URL(origin);
    const stranger = { PORT: port, DATA: freshFolder() };
    const told = await Promise.all([
      run('publish.ts', stranger, 'Tin', '--section', 'the-thao'),
      run('publish.ts', { ...stranger, PORT: '1' }, 'Tin'),
      run('publish.ts', stranger, 'Tin'),
    ]);
    expect(told.map(({ code }) => code)).toEqual([1, 1, 1]);
    const words = ['thoi-su, ha-noi', 'No newspaper answers', 'does not know this secret'];
    for (const [i, { said }] of told.entries()) expect(said).toContain(words[i]);
  });
});

describe('the data folder', () => {
  it('has a secret that only its owner reads, and that stays the same', async () => {
    const data = seededFolder();
    const paper = await startPaper({ data });
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
    const written = statSync(join(data, 'secret')).mtimeMs;
    await paper.close();
    await startPaper({ data });
    expect(statSync(join(data, 'secret')).mtimeMs).toBe(written);
  });
});

import { spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { add, article, freshKey, hello, sub } from './newsroom.ts';
import { ask, freshFile, later, post, SECRET, stand } from './standing.ts';

describe('a server', () => {
  it('[HS4] knows its guests and their comments after a restart on the same file', async () => {
    const file = freshFile();
    const first = await stand({ file });
    const put = add('a', 'Hay');
    const before = (await post(`${first.base}/v1/frames`, [hello({ guest: { name: 'Lan' } }), put])).body;
    await first.server.close();
    const second = await stand({ file });
    const after = (await post(`${second.base}/v1/frames`, [hello({ auth: before[0].auth }), put, sub('thread:a', { follow: 'off' })])).body;
    expect(after[0].user).toEqual(before[0].user);
    expect(after[1]).toEqual({ ...before[1], dup: true });
    expect(after[2]).toMatchObject({ at: before[1].at, total: 1 });
  });

  it('[PT2] [PT3] [MD4] [DV2] killed at any moment keeps every comment it confirmed, once, and its epoch', async () => {
    const file = freshFile();
    const key = freshKey();
    // Another process is killed, without a word, as soon as it has confirmed.
    const program = `
      import { createServer } from '@bandoc/server';
      const server = await createServer({ secret: ${JSON.stringify(SECRET)}, file: ${JSON.stringify(file)}, settings: { site: 'demo', threads: 'open' } });
      const answers = await server.core.post([
        { t: 'hello', id: 1, v: [1], site: 'demo', guest: { name: 'Lan' } },
        { t: 'put', id: 2, topic: 'thread:a', key: ${JSON.stringify(key)}, op: 'add', data: { parent: null, text: 'Hay' } },
      ], undefined, { address: '1' });
      process.stdout.write(JSON.stringify(answers) + '\\n', () => process.kill(process.pid, 'SIGKILL'));
    `;
    const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', '--input-type=module', '-e', program], {
      cwd: process.cwd(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const [welcome, ok] = JSON.parse(text);
    const { base, server } = await stand({ file });
    const again = (
      await post(`${base}/v1/frames`, [
        hello({ auth: welcome.auth }),
        { t: 'put', id: 2, topic: 'thread:a', key, op: 'add', data: { parent: null, text: 'Hay' } },
      ])
    ).body;
    expect(again[1]).toEqual({ ...ok, dup: true });
    await server.core.project();
    expect((await ask(`${base}/v1/t/thread:a`)).body).toMatchObject({ at: ok.at, total: 1 });
    expect((await ask(`${base}/v1/t/tally:home?ids=a`)).body.items).toMatchObject([{ id: 'a', count: 1 }]);
  });

  it('stands inside somebody’s own HTTP server, and leaves the rest of it alone', async () => {
    const server = await createServer({ secret: SECRET, file: freshFile(), settings: { site: 'demo' }, path: '/loi', articles: [article('a')] });
    const host = createHttpServer((request, response) => {
      if (!server.handle(request, response)) response.end('"the paper"');
    });
    server.attach(host);
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    later(() => new Promise((resolve) => void host.close(() => resolve())));
    const { port } = host.address() as { port: number };
    expect((await ask(`http://127.0.0.1:${port}/`)).body).toBe('the paper');
    expect((await ask(`http://127.0.0.1:${port}/loi/v1/t/thread:a`)).body.mode).toBe('full');
    await server.publish(article('b'));
    expect((await ask(`http://127.0.0.1:${port}/loi/v1/t/days:home:2020-10`)).body.items).toMatchObject([{ count: 2 }]);
    await server.close();
    expect((await ask(`http://127.0.0.1:${port}/`)).body).toBe('the paper');
  });

  it('says in words what it needs', async () => {
    const settings = { site: 'demo' };
    await expect(createServer({ secret: 'short', file: freshFile(), settings })).rejects.toThrow(/at least 32/);
    await expect(createServer({ secret: SECRET, settings })).rejects.toThrow(/file/);
    await expect(createServer({ secret: SECRET, file: freshFile(), settings, articles: [{ thread: 'a' } as never] })).rejects.toThrow(/articles/);
  });
});

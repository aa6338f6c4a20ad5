import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpText } from '../../packages/server/src/settings/help-text.ts';
import { runServer, startServer } from './bandoc-server.ts';
import { freshFile, SECRET } from './standing.ts';

describe('bandoc-server', () => {
  it('tells its settings and its version, and does nothing else', async () => {
    const help = runServer(['--site=demo', '--help']);
    expect(await help.ended).toBe(0);
    expect(help.out()).toBe(`${helpText()}\n`);
    const version = runServer(['--version']);
    expect(await version.ended).toBe(0);
    expect(version.out()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('does not start with settings that are wrong, and says which', async () => {
    const server = runServer(['--port=x'], { BANDOC_SITE: 'demo' });
    expect(await server.ended).toBe(1);
    expect(server.err()).toBe('--port is "x"; allowed is a whole number from 0 to 65535.\n');
  });

  it('ends in words where its port is taken', async () => {
    const { origin } = await startServer();
    const second = runServer(['--site=demo', '--host=127.0.0.1', `--port=${new URL(origin).port}`, `--file=${freshFile()}`], { BANDOC_SECRET: SECRET });
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/address already in use/);
  });

  it('makes its secret at the first start, for its owner alone, and keeps it', async () => {
    const folder = dirname(freshFile());
    const secret = join(folder, 'keys', 'secret');
    const start = async () => {
      const server = runServer(['--site=demo', '--port=0', '--host=127.0.0.1', `--file=${join(folder, 'a.sqlite')}`, `--secret-file=${secret}`]);
      await server.said('listening');
      server.child.kill('SIGTERM');
      await server.ended;
      return readFileSync(secret, 'utf8');
    };
    const first = await start();
    expect(first.length).toBeGreaterThan(43);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(await start()).toBe(first);
  });
});

import { describe, expect, it } from 'vitest';
import { helpText } from '../../packages/server/src/settings/help-text.ts';
import { runServer } from './bandoc-server.ts';

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
});

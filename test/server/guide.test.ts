import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../packages/server/src/operation/metrics.ts';
import { guide, withSettingsTable } from '../../scripts/settings-table.ts';
import { startServer } from './bandoc-server.ts';
import { add, hello } from './newsroom.ts';
import { ask, later, post } from './standing.ts';

const text = readFileSync(guide, 'utf8');

describe('the operator’s guide', () => {
  it('tells the settings that there are, as --help does (`npm run settings` writes the table)', () => {
    expect(text).toContain('| `rate-add` | 3/10000 |');
    expect(text).toBe(withSettingsTable());
  });

  it('tells every metric that there is, and no other', async () => {
    const names = [...(await createMetrics().text()).matchAll(/^# TYPE (bandoc_\w+)/gm)].map((match) => match[1]);
    const told = [...text.matchAll(/`(bandoc_\w+)/g)].map((match) => match[1]);
    expect([...new Set(told)].sort()).toEqual(names.sort());
  });

  it('[MD4] has a backup and a restore that do what it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
    later(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'data', 'bandoc.sqlite');
    const [backup = '', restore = ''] = [...text.matchAll(/```sh\n([^]*?)```/g)].map((match) => match[1]);
    const run = (script: string) =>
      execFileSync('sh', ['-ec', script], { cwd: folder, env: { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` }, stdio: 'pipe' });
    const write = (base: string, words: string) => post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } }), add('a', words)]);
    const read = async (base: string) => {
      const { at, items } = (await ask(`${base}/v1/t/thread:a`)).body as { at: string; items: Array<{ text?: string }> };
      return { at, items: items.filter(({ text }) => text !== undefined) };
    };

    const first = await startServer([], file);
    await write(first.base, 'Trước khi sao lưu');
    run(backup);
    await write(first.base, 'Sau khi sao lưu');
    const before = await read(first.base);
    expect(before.items).toHaveLength(2);
    first.child.kill('SIGTERM');
    await first.ended;

    run(restore);
    const second = await startServer([], file);
    const after = await read(second.base);
    expect(after.items.map((item) => item.text)).toEqual(['Trước khi sao lưu']);
    expect(after.at.split(':')[0]).not.toBe(before.at.split(':')[0]);
    await write(second.base, 'Sau khi khôi phục');
    expect((await read(second.base)).items).toHaveLength(2);
  });
});

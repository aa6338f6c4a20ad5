import type { Comment, Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { readWaiting } from '../../examples/newspaper/src/content.ts';
import { freshFolder, run, seededFolder, startPaper } from './stand.ts';

describe('npm run mod', () => {
  it('[HD1] [MO2] lists what waits since the first start, and decides of it; readers see the outcome', async () => {
    const data = freshFolder();
    const { origin } = await startPaper({ data });
    const mod = (...args: string[]) => run('mod.ts', { PORT: new URL(origin).port, DATA: data }, ...args);
    const read = async (thread: string) => (await (await fetch(`${origin}/bandoc/v1/t/thread:${thread}?limit=50`)).json()) as Snap;
    const textsOf = async (thread: string) => (await read(thread)).items.map((item) => (item as Comment).text);

    const waiting = readWaiting().filter(({ rejected }) => rejected === undefined);
    const listed = await mod('list');
    expect(listed.code).toBe(0);
    for (const { text, name } of waiting) expect(listed.said).toContain(text.replace(/\n+/g, ' / ') && name);
    const placeOf = ({ name }: { name: string }) =>
      listed.said
        .split('\n')
        .find((line) => line.includes(name))
        ?.split(' ')[0] ?? '';
    const [good, bad] = waiting as [(typeof waiting)[0], (typeof waiting)[0]];
    expect(await textsOf(good.thread)).not.toContain(good.text);

    expect(await mod('approve', placeOf(good))).toMatchObject({ code: 0, said: expect.stringContaining('shown') });
    expect(await textsOf(good.thread)).toContain(good.text);
    expect(await mod('reject', placeOf(bad), '--reason', 'Quảng cáo')).toMatchObject({ code: 0, said: expect.stringContaining('hidden') });
    const [id = ''] = placeOf(good).split('@');
    expect((await mod('pin', id)).said).toContain('shown');
    expect((await read(good.thread)).items).toContainEqual(expect.objectContaining({ id, pinned: true }));
    expect((await mod('hide', id)).said).toContain('hidden');
    expect(await textsOf(good.thread)).not.toContain(good.text);

    // As it was listed it is not any more.
    expect(await mod('restore', placeOf(good))).toMatchObject({ code: 1, said: expect.stringContaining('list it again') });
    expect((await mod('restore', id)).code).toBe(0);
    expect((await mod('lock', good.thread)).code).toBe(0);
    expect((await mod('close', good.thread, '--at', '2020-10-23T00:00+07:00')).code).toBe(0);
    expect((await read(good.thread)).items).toContainEqual(expect.objectContaining({ id: '_thread', locked: true, closesAt: Date.parse('2020-10-22T17:00Z') }));
    const left = await mod('list');
    expect(left.said).not.toContain(good.name);
    expect(left.said.trim().split('\n')).toHaveLength(2 * (waiting.length - 2));
  });

  it('says what is wrong: no such act, no target, no time, no comment, nobody there, another secret', async () => {
    const data = seededFolder();
    const { origin } = await startPaper({ data });
    const here = { PORT: new URL(origin).port, DATA: data };
    const told = await Promise.all([
      run('mod.ts', here, 'ban', 'x'),
      run('mod.ts', here, 'hide'),
      run('mod.ts', here, 'close', 'x', '--at', 'mai'),
      run('mod.ts', here, 'hide', 'unknown'),
      run('mod.ts', { ...here, PORT: '1' }, 'list'),
      run('mod.ts', { ...here, DATA: freshFolder() }, 'list'),
    ]);
    const words = ['approve, reject, hide', 'Of what?', '--at takes a time', 'no such comment', 'No newspaper answers', 'refused it: auth'];
    for (const [i, { code, said }] of told.entries()) {
      expect(code).toBe(1);
      expect(said).toContain(words[i]);
      expect(said).not.toContain('    at ');
    }
    expect((await run('mod.ts', here, 'list')).said).toContain('Nothing waits.');
  });
});

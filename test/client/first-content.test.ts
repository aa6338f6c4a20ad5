import { describe, expect, it } from 'vitest';
import { createMemoryWire } from '@bandoc/client';
import { createNewsroom, overhear } from './newsroom.ts';

const words = (text: string, parent: string | null = null) => ({ text, parent, name: 'Lan' });

describe('first content', () => {
  it('comes by one GET with nothing before it, and the connection goes on from its cursor', async () => {
    const { time, core, reader } = createNewsroom();
    const heard: string[] = [];
    const frames: unknown[] = [];
    const client = reader({
      wire: overhear(createMemoryWire(core), (line, frame) => {
        heard.push(line);
        if (frame) frames.push(frame);
      }),
    });
    const view = client.thread('cho-dem');
    expect(view.status).toBe('loading');
    await time.pass(1_000);
    expect(view.status).toBe('ready');
    expect(heard).toEqual(['GET thread:cho-dem', 'discover', 'hello', 'sub']);
    expect(frames.at(-1)).toMatchObject({ t: 'sub', topic: 'thread:cho-dem', since: expect.stringMatching(/:0$/) });
    expect(client.connection).toBe('up');
  });

  it('two readers see each other', async () => {
    const { time, reader } = createNewsroom();
    const [lan, minh] = [reader().thread('cho-dem'), reader().thread('cho-dem')];
    await time.pass(1_000);
    const key = lan.add(words('Hay quá'));
    expect(lan.roots).toMatchObject([{ id: key, sending: 'waiting', own: true }]);
    await time.pass(2_000);
    expect(lan.roots).toMatchObject([{ id: key, own: true, arrived: false }]);
    expect(lan.roots[0]).not.toHaveProperty('sending');
    expect(minh.roots).toMatchObject([{ id: key, text: 'Hay quá', own: false, arrived: true, author: { name: 'Lan' } }]);
    const reply = minh.add({ text: 'Đồng ý', parent: key, name: 'Minh' });
    await time.pass(2_000);
    expect(lan.repliesOf(key)).toMatchObject([{ id: reply, arrived: true }]);
    expect(lan.total).toBe(2);
  });
});

import { createMemoryWire, type Wire } from '@bandoc/client';
import type { ClientFrame, ServerFrame } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { createNewsroom, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

/** A wire whose server's frames the test may change, and that tells of each sub whether it goes on from a cursor. */
function tamper(wire: Wire, change: (frame: ServerFrame) => ServerFrame | undefined) {
  const subs: boolean[] = [];
  const told = (frame: ClientFrame) => frame.t === 'sub' && subs.push(frame.since !== undefined);
  const tampered: Wire = {
    ...wire,
    connect: async (handlers, discovery) => {
      const frames = (message: unknown) => handlers.frames((message as ServerFrame[]).flatMap((frame) => change(frame) ?? []));
      const link = await wire.connect({ ...handlers, frames }, discovery);
      return {
        ...link,
        send: (all) => {
          all.forEach(told);
          link.send(all);
        },
      };
    },
  };
  return { subs, wire: tampered };
}

describe('a topic of which something is missing', () => {
  it('[EV1] is asked for from its cursor, and after two answers that mended nothing as a whole', async () => {
    const { time, core, reader } = createNewsroom();
    let broken = false;
    const { subs, wire } = tamper(createMemoryWire(core), (frame) => {
      // Answers from before what the event tells of, as of a node that lags.
      if (!broken || frame.t !== 'snap' || frame.mode === 'full') return frame.t === 'ev' && broken ? { ...frame, from: frame.to } : frame;
      return { ...frame, at: 'id00000000000000000001:0', items: [] };
    });
    const view = reader({ wire }).thread('cho-dem');
    await time.pass(3_000);
    broken = true;
    reader().thread('cho-dem').add(words('một'));
    await time.pass(8_000);
    expect(subs.slice(1)).toEqual([true, true, false]);
    expect(view.total).toBe(1);
  });

  it('that a busy server does not mend is not given up', async () => {
    const { time, core, reader } = createNewsroom();
    let busy = false;
    const { subs, wire } = tamper(createMemoryWire(core), (frame) => {
      if (frame.t === 'ev' && busy) return { ...frame, from: frame.to };
      return frame.t === 'snap' && busy ? { t: 'err', ...(frame.id !== undefined && { id: frame.id }), code: 'busy', retry: 2_500 } : frame;
    });
    const view = reader({ wire }).thread('cho-dem');
    await time.pass(3_000);
    busy = true;
    reader().thread('cho-dem').add(words('một'));
    await time.pass(12_000);
    busy = false;
    await time.pass(5_000);
    expect(view.total).toBe(1);
    expect(subs.length).toBeGreaterThan(4);
    expect(subs.slice(1).every(Boolean)).toBe(true);
  });

  it('and that was loaded anew three times in a minute is polled, until the connection is another one', async () => {
    const { time, core, reader } = createNewsroom();
    let torn = false;
    let epoch = 0;
    const { subs, wire } = tamper(createMemoryWire(core), (frame) => {
      epoch += 1;
      return frame.t === 'ev' && torn ? { ...frame, epoch: `other${epoch}` } : frame;
    });
    const page = createTestPage();
    const view = reader({ wire, page }).thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(3_000);
    torn = true;
    for (let i = 0; i < 30; i += 1) {
      writer.add(words(`số ${i}`));
      await time.pass(3_000);
    }
    expect(subs.length).toBe(3);
    await time.pass(31_000);
    expect(view.total).toBe(30);
    torn = false;
    page.set({ visibility: 'leaving' });
    page.set({ visibility: 'visible' });
    await time.pass(3_000);
    expect(subs.length).toBe(4);
    writer.add(words('ngay'));
    await time.pass(1_000);
    expect(view.roots[0]).toMatchObject({ text: 'ngay' });
  });

  it('[EV4] because nothing came while nobody looked, is asked for when somebody does', async () => {
    const { time, core, reader } = createNewsroom();
    let mute = false;
    const { subs, wire } = tamper(createMemoryWire(core), (frame) => (mute && frame.t === 'ev' ? undefined : frame));
    const page = createTestPage();
    const view = reader({ wire, page }).thread('cho-dem');
    await time.pass(3_000);
    mute = true;
    reader().thread('cho-dem').add(words('một'));
    page.set({ visibility: 'hidden' });
    await time.pass(50_000);
    expect(subs).toHaveLength(1);
    page.set({ visibility: 'visible' });
    await time.pass(100);
    expect(subs).toHaveLength(2);
    expect(view.total).toBe(1);
  });
});

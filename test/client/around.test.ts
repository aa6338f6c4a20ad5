import { createMemoryWire, type Wire } from '@bandoc/client';
import type { ServerFrame } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { createNewsroom, overhear, words } from './newsroom.ts';

/** A thread of 60 roots, of which the 30th has 40 replies; answers their keys. */
async function createLongThread() {
  const room = createNewsroom({}, { tick: 1 });
  const writer = room.reader().thread('cho-dem');
  await room.time.pass(1_000);
  const write = async (text: string, parent: string | null = null) => {
    const key = writer.add(words(text, parent));
    await room.time.pass(50);
    return key;
  };
  const roots: string[] = [];
  for (let i = 0; i < 60; i += 1) roots.push(await write(`gốc ${i}`));
  const replies: string[] = [];
  for (let i = 0; i < 40; i += 1) replies.push(await write(`đáp ${i}`, roots[30]));
  return { ...room, write, roots, replies };
}

const idsOf = (list: ReadonlyArray<{ readonly id: string }>) => list.map(({ id }) => id);

describe('a thread that is opened at one comment', () => {
  it('[AN1] [AN2] has it in its place, goes on in both directions, and is live', async () => {
    const { time, reader, roots, write } = await createLongThread();
    const view = reader().thread('cho-dem', { around: roots[25] });
    await time.pass(1_000);
    expect([view.status, view.more, view.back, view.total]).toEqual(['ready', true, true, 100]);
    expect(idsOf(view.roots)).toEqual(roots.slice(5, 46).reverse());
    const reply = await write('đáp', roots[25]);
    const later = await write('mới');
    await time.pass(1_000);
    expect(view.repliesOf(roots[25] ?? '')).toMatchObject([{ id: reply, arrived: true }]);
    // It lies beyond what is held, where the way back leads.
    expect(idsOf(view.roots)).not.toContain(later);
    // Neither direction waits for the other.
    view.loadMore();
    view.loadBack();
    await time.pass(1_000);
    expect([view.more, view.back]).toEqual([false, false]);
    expect(idsOf(view.roots)).toEqual([later, ...roots.slice().reverse()]);
    const last = await write('mới nhất');
    await time.pass(1_000);
    expect(idsOf(view.roots)[0]).toBe(last);
  });

  it('[AN1] [AN2] that is a reply has what it answers, and the replies beside it', async () => {
    const { time, reader, roots, replies } = await createLongThread();
    const view = reader().thread('cho-dem', { around: replies[35] });
    await time.pass(1_000);
    const root = roots[30] ?? '';
    expect([idsOf(view.roots), view.more, view.back]).toEqual([[root], false, false]);
    expect(idsOf(view.repliesOf(root))).toEqual(replies.slice(15));
    expect(view.moreRepliesOf(root)).toBe(15);
    view.loadReplies(root);
    await time.pass(1_000);
    expect(idsOf(view.repliesOf(root))).toEqual(replies);
    expect(view.moreRepliesOf(root)).toBe(0);
  });

  it('[AN3] that nobody knows is not-found, and beside it a thread opens as ever', async () => {
    const { time, reader } = await createLongThread();
    const client = reader();
    const [view, plain] = [client.thread('cho-dem', { around: 'nowhere' }), client.thread('cho-dem')];
    await time.pass(1_000);
    expect([view.status, view.failure?.code]).toEqual(['failed', 'not-found']);
    expect([plain.status, plain.roots.length]).toEqual(['ready', 20]);
  });

  it('[SB5] [MD4] is opened there anew where the server went back', async () => {
    const { time, core, reader, roots, write } = await createLongThread();
    let restored = false;
    const heard: string[] = [];
    const plain = createMemoryWire(core);
    const forged = (frame: ServerFrame) => (restored && frame.t === 'ev' ? { ...frame, epoch: 'restored' } : frame);
    const connect: Wire['connect'] = (handlers, discovery) =>
      plain.connect({ ...handlers, frames: (message) => handlers.frames((message as ServerFrame[]).map(forged)) }, discovery);
    const wire = overhear({ ...plain, connect }, (line) => heard.push(line));
    const view = reader({ wire }).thread('cho-dem', { around: roots[25] });
    await time.pass(3_000);
    heard.length = 0;
    restored = true;
    await write('đáp một', roots[25]);
    restored = false;
    await write('đáp hai', roots[25]);
    await time.pass(6_000);
    expect(heard).toEqual(['sub', `GET thread:cho-dem around=${roots[25]}`, 'sub']);
    expect(idsOf(view.roots)).toEqual(roots.slice(5, 46).reverse());
    expect(view.repliesOf(roots[25] ?? '').map(({ text }) => text)).toEqual(['đáp một', 'đáp hai']);
  });
});

describe('a thread by what moves most people', () => {
  it('[TP1] [TP3] is in the server’s order, what is new before it', async () => {
    const { time, reader, core, roots, write } = await createLongThread();
    await core.project();
    const view = reader().thread('cho-dem', { sort: 'top' });
    await time.pass(1_000);
    expect([view.sort, view.more, view.roots.length]).toEqual(['top', false, 60]);
    // Whoever answers herself moves nobody, so here it is by time.
    expect(idsOf(view.roots)).toEqual(roots.slice().reverse());
    const client = reader();
    const other = client.thread('cho-dem');
    await time.pass(1_000);
    other.add({ text: 'đáp', parent: roots[0] ?? '', name: 'Mai' });
    await time.pass(3_000);
    const later = await write('mới');
    await time.pass(1_000);
    expect(idsOf(view.roots)).toEqual([later, ...roots.slice().reverse()]);
    const fresh = client.thread('cho-dem', { sort: 'top' });
    await time.pass(1_000);
    expect(idsOf(fresh.roots).slice(0, 2)).toEqual([roots[0], later]);
  });
});

import type { ServerFrame, Snap } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { encodeFrames, encodeSnap } from '../../packages/server/src/bindings/encode-json.ts';

const state = { topic: 'thread:a', at: 'e1:2', mode: 'full', items: [{ id: 'a', v: 1, text: 'Chợ nổi' }], sort: 'new', total: 1 } as const;
const snapFor = (rest: Partial<Snap>): Snap => ({ ...state, t: 'snap', now: 1, follow: 'off', ...rest }) as Snap;
const read = (snap: Snap) => JSON.parse(encodeSnap(snap).toString()) as Snap;

describe('a snap as JSON', () => {
  it('[SN6] is to each reader what it was, though its state is encoded once', () => {
    const [first, other, polled] = [snapFor({}), snapFor({ id: 7, now: 2, follow: 'items' }), snapFor({ id: 8, follow: 'poll', next: 10_000 })];
    expect([first, other, polled].map(read)).toEqual([first, other, polled]);
    expect(encodeFrames([other]).toString()).toBe(`[${encodeSnap(other).toString()}]`);
  });

  it('[SN6] is the same bytes for all who are told the same', () => {
    expect(encodeSnap(snapFor({}))).toBe(encodeSnap(snapFor({})));
    expect(encodeSnap(snapFor({ now: 2 }))).not.toEqual(encodeSnap(snapFor({})));
  });

  it('is another one where its items are', () => {
    const before = snapFor({});
    const after = snapFor({ at: 'e1:3', items: [], total: 0 });
    expect([read(before), read(after)]).toEqual([before, after]);
  });

  it('is one of the frames of a message', () => {
    const frames = [snapFor({ id: 2 }), { t: 'err', id: 3, code: 'rate', retry: 1 }] as ServerFrame[];
    expect(JSON.parse(encodeFrames(frames.slice(0, 1)).toString())).toEqual(frames.slice(0, 1));
    expect(JSON.parse(encodeFrames(frames).toString())).toEqual(frames);
  });
});

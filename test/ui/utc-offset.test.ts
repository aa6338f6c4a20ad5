import { readOffset } from '@bandoc/ui';
import { describe, expect, it } from 'vitest';

describe('an offset from UTC', () => {
  it('is read from its ISO form', () => {
    expect(['+07:00', '-03:30', '+0545', 'Z', '+00:00'].map(readOffset)).toEqual([420, -210, 345, 0, 0]);
  });

  it('is nothing in any other form', () => {
    for (const bad of ['', '7', '+7', 'Asia/Ho_Chi_Minh', '+15:00', '+07:60', '+07:00 ']) expect(readOffset(bad)).toBeUndefined();
  });
});

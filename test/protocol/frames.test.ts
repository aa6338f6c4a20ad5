import { readClientFrame } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('reading frames', () => {
  it('[FR2] says what is wrong with a frame that breaks its schema', () => {
    expect(readClientFrame({ t: 'sub', id: 1 })).toEqual({ fault: 'topic: missing' });
    expect(readClientFrame(null)).toEqual({ fault: 't: string expected' });
  });

  it('[FR3] tells an unknown kind from a bad frame, also by the names every object has', () => {
    expect(readClientFrame({ t: 'dance' })).toMatchObject({ unknown: true });
    expect(readClientFrame({ t: 'constructor' })).toMatchObject({ unknown: true });
  });

  it('[MD6] leaves fields alone that it does not know', () => {
    expect(readClientFrame({ t: 'unsub', topic: 'thread:x', later: 1 })).toHaveProperty('frame');
  });

  it('never throws, whatever came', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readClientFrame(value);
      }),
    );
  });
});

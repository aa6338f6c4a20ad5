import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBytes } from '../../packages/server/src/core/limits.ts';

describe('[LM1] [LM2] bytes', () => {
  it('are counted as UTF-8 has them', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => countBytes(text) === Buffer.byteLength(text)));
    expect(countBytes('Hay quá 👍 ế')).toBe(Buffer.byteLength('Hay quá 👍 ế'));
  });
});

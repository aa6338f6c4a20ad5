import { countCodePoints, normalizeName, normalizeText } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('normalizeText', () => {
  it('[MD7] composes stacked accents to NFC', () => {
    expect(normalizeText('E\u0302\u0303 Tha\u0306\u0301ng')).toBe('Ễ Thắng');
  });

  it('[MD7] takes out control characters and bidirectional overrides, and keeps the joiners that emoji need', () => {
    expect(normalizeText('a\u0000b\u202Ec\u2066d\ufeff')).toBe('abcd');
    expect(normalizeText('👩‍👧')).toBe('👩‍👧');
  });

  it('[MD7] composes a letter and a mark that stand together once what was between them is taken out', () => {
    expect(normalizeText('a\u0000\u0301 e\u202e\u0302')).toBe('á ê');
  });

  it('[MD7] has one kind of line end and at most one empty line in a row', () => {
    expect(normalizeText('  một\r\nhai\rba\u2028bốn \t\n\n\n\nnăm ')).toBe('một\nhai\nba\nbốn\n\nnăm');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text));
      }),
    );
  });
});

describe('normalizeName', () => {
  it('[MD7] is one line with single spaces', () => {
    expect(normalizeName(' Nguyễn \n\t Hữu   Phước ')).toBe('Nguyễn Hữu Phước');
  });
});

describe('countCodePoints', () => {
  it('[LM2] counts an emoji once and a composed letter once', () => {
    expect(countCodePoints('Ễ😀')).toBe(2);
  });
});

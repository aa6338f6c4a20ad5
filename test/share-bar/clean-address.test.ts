import { cleanAddress } from '@bandoc/share-bar/share-address';
import { describe, expect, it } from 'vitest';

describe('cleanAddress', () => {
  it('takes out what tells where a reader came from, and keeps what names the page and the place in it', () => {
    expect(cleanAddress('https://bao.example/a?id=7&utm_source=zalo&UTM_Medium=x&fbclid=x&zarsrc=30&gclid=1#binh-luan')).toBe(
      'https://bao.example/a?id=7#binh-luan',
    );
    expect(cleanAddress('https://bao.example/a?fbclid=x')).toBe('https://bao.example/a');
  });

  it('leaves alone what only looks like it', () => {
    const address = 'https://bao.example/utm_source/a?xfbclid=1&q=fbclid&utm=2&ref=3';
    expect(cleanAddress(address)).toBe(address);
  });

  it('keeps the other parameters letter by letter', () => {
    expect(cleanAddress('https://bao.example/a?q=b%C3%A1o%20ch%C3%AD+x&&c&utm_id=1&d=%2F')).toBe('https://bao.example/a?q=b%C3%A1o%20ch%C3%AD+x&&c&d=%2F');
  });

  it('passes on no name and password', () => {
    expect(cleanAddress('https://ten:mat-khau@bao.example/a')).toBe('https://bao.example/a');
  });

  it('reads an address relative to the page', () => {
    expect(cleanAddress('/b', 'https://bao.example/a')).toBe('https://bao.example/b');
  });

  it('refuses whatever is not http(s)', () => {
    for (const bad of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'http://', 'mailto:a@b', 'blob:https://a/b', 'file:///a', '/a', '']) {
      expect(cleanAddress(bad), bad).toBeUndefined();
    }
    expect(cleanAddress('java\nscript:alert(1)', 'https://bao.example/')).toBeUndefined();
  });
});

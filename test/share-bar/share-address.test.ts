import { cleanAddress, shareAddress } from '@bandoc/share-bar';
import { describe, expect, it } from 'vitest';

const page = { url: 'https://bao.example/ha-noi/chợ-đêm.html?a=1&b=2', title: 'Thủy “nói”: 50% & #1 – Ễ 😀' };
const url = 'https%3A%2F%2Fbao.example%2Fha-noi%2Fch%E1%BB%A3-%C4%91%C3%AAm.html%3Fa%3D1%26b%3D2';
const title = 'Th%E1%BB%A7y%20%E2%80%9Cn%C3%B3i%E2%80%9D%3A%2050%25%20%26%20%231%20%E2%80%93%20%E1%BB%84%20%F0%9F%98%80';

describe('shareAddress', () => {
  it('gives Zalo its address in base64 of JSON', () => {
    const address = shareAddress('zalo', page);
    expect(address).toMatch(/^https:\/\/button-share\.zalo\.me\/share_external\?d=[A-Za-z0-9%]+$/);
    const bytes = Uint8Array.from(atob(new URL(address).searchParams.get('d') as string), (letter) => letter.charCodeAt(0));
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({ url: page.url });
  });

  it('gives every other network the address it documents, spaces as %20', () => {
    expect(shareAddress('facebook', page)).toBe(`https://www.facebook.com/sharer/sharer.php?u=${url}`);
    expect(shareAddress('x', page)).toBe(`https://x.com/intent/tweet?text=${title}&url=${url}`);
    expect(shareAddress('telegram', page)).toBe(`https://t.me/share/url?url=${url}&text=${title}`);
    expect(shareAddress('email', page)).toBe(`mailto:?subject=${title}&body=${title}%0D%0A${url}`);
  });

  it('sends composed letters whatever form the title came in, on one line', () => {
    expect(shareAddress('x', { ...page, title: page.title.normalize('NFD').replaceAll(' ', '\n ') })).toBe(shareAddress('x', page));
  });

  it('survives a title that was cut in the middle of an emoji', () => {
    expect(shareAddress('x', { ...page, title: 'a\ud83d' })).toContain('text=a%EF%BF%BD&');
  });
});

describe('cleanAddress', () => {
  it('takes out what tells where a reader came from, and keeps what names the page', () => {
    expect(cleanAddress('https://bao.example/a?id=7&utm_source=zalo&fbclid=x&zarsrc=30&gclid=1#binh-luan')).toBe('https://bao.example/a?id=7');
  });

  it('reads an address relative to the page', () => {
    expect(cleanAddress('/b', 'https://bao.example/a')).toBe('https://bao.example/b');
  });

  it('refuses whatever is not http(s)', () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'http://', 'mailto:a@b']) expect(cleanAddress(bad)).toBeUndefined();
  });
});

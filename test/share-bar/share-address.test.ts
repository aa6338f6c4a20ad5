import { type LinkTargetId, SHARE_TARGETS, shareAddress } from '@bandoc/share-bar/share-address';
import { describe, expect, it } from 'vitest';

const page = { url: 'https://bao.example/ha-noi/chợ-đêm.html?a=1&b=2', title: 'Thủy “nói”: 50% & #1 – Ễ 😀' };
const written = 'https://bao.example/ha-noi/ch%E1%BB%A3-%C4%91%C3%AAm.html?a=1&b=2';
const url = 'https%3A%2F%2Fbao.example%2Fha-noi%2Fch%25E1%25BB%25A3-%25C4%2591%25C3%25AAm.html%3Fa%3D1%26b%3D2';
const title = 'Th%E1%BB%A7y%20%E2%80%9Cn%C3%B3i%E2%80%9D%3A%2050%25%20%26%20%231%20%E2%80%93%20%E1%BB%84%20%F0%9F%98%80';
const links = Object.entries(SHARE_TARGETS).flatMap(([id, entry]) => ('address' in entry ? [id as LinkTargetId] : []));

describe('shareAddress', () => {
  it('gives Zalo the address in base64 of JSON', () => {
    expect(shareAddress('zalo', { url: 'https://bao.example/a', title: '' })).toBe(
      'https://button-share.zalo.me/share_external?d=eyJ1cmwiOiJodHRwczovL2Jhby5leGFtcGxlL2EifQ%3D%3D',
    );
    const bytes = Uint8Array.from(atob(new URL(shareAddress('zalo', page)).searchParams.get('d') as string), (letter) => letter.charCodeAt(0));
    expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).toEqual({ url: written });
  });

  it('gives every other network the address it documents, spaces as %20', () => {
    expect(shareAddress('facebook', page)).toBe(`https://www.facebook.com/sharer/sharer.php?u=${url}`);
    expect(shareAddress('x', page)).toBe(`https://x.com/intent/tweet?text=${title}&url=${url}`);
    expect(shareAddress('telegram', page)).toBe(`https://t.me/share/url?url=${url}&text=${title}`);
    expect(shareAddress('email', page)).toBe(`mailto:?subject=${title}&body=${title}%0D%0A${url}`);
  });

  it('sends words in the title’s place where there are some, and keeps the title for a letter’s subject', () => {
    expect(shareAddress('x', { ...page, text: 'Một câu' })).toContain('text=M%E1%BB%99t%20c%C3%A2u&');
    expect(shareAddress('email', { ...page, text: 'Một câu' })).toBe(`mailto:?subject=${title}&body=M%E1%BB%99t%20c%C3%A2u%0D%0A${url}`);
  });

  it.each(links)('sends composed letters to %s whatever form the title came in, on one line', (target) => {
    expect(shareAddress(target, { ...page, title: ` ${page.title.normalize('NFD').replaceAll(' ', '\n ')}\t` })).toBe(shareAddress(target, page));
  });

  it.each(links)('gives %s back every title whole, whatever is in it', (target) => {
    for (const hard of ['"Ngưỡng" & \'Nguyễn\'', 'a?b=c&d#e', '100% + 1 = Ộ', 'ỂỄỆ ự 👩‍👩‍👧', '<b onclick="x">', '\\ / ; ,']) {
      const address = shareAddress(target, { url: page.url, title: hard });
      expect(address).toMatch(/^(https:\/\/|mailto:)[\w\-.~!*()%:/?&=]+$/);
      const asked = new URL(address).searchParams;
      if (target === 'x' || target === 'telegram') expect([asked.get('text'), asked.get('url')]).toEqual([hard, written]);
      if (target === 'email') expect([asked.get('subject'), asked.get('body')]).toEqual([hard, `${hard}\r\n${written}`]);
    }
  });

  it('survives a title that was cut in the middle of an emoji', () => {
    expect(shareAddress('x', { ...page, title: 'a\ud83d' })).toContain('text=a%EF%BF%BD&');
    expect(shareAddress('x', { ...page, title: '\ude00 😀' })).toContain('text=%EF%BF%BD%20%F0%9F%98%80&');
  });

  it('shares no tracking parameter', () => {
    const tracked = { ...page, url: 'https://bao.example/a?id=7&fbclid=x&utm_source=zalo' };
    expect(shareAddress('facebook', tracked)).toBe('https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbao.example%2Fa%3Fid%3D7');
  });

  it('refuses, in words, an address that is not a page’s and a target that has no link', () => {
    for (const bad of ['javascript:alert(1)', '/a', '']) expect(() => shareAddress('x', { ...page, url: bad })).toThrow(/no absolute http\(s\) address/);
    for (const bad of ['copy', 'zing', 'constructor']) expect(() => shareAddress(bad as LinkTargetId, page)).toThrow(/no target with a link/);
  });

  it('needs no page to run in: a worker answers the same', async () => {
    const worker = new Worker(new URL('./address-worker.ts', import.meta.url), { type: 'module' });
    const answer = new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data));
      worker.addEventListener('error', reject);
    });
    worker.postMessage(page, { transfer: [] });
    expect(await answer).toEqual({ dom: 'undefined', address: shareAddress('telegram', page) });
    worker.terminate();
  });
});

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStories } from '../../examples/newspaper/src/content.ts';
import type { Newspaper } from '../../examples/newspaper/src/newspaper.ts';
import { dayOf } from '../../examples/newspaper/src/paper-day.ts';
import { attributesOf, faultsOf, textOf } from './read-page.ts';
import { startPaper } from './stand.ts';

const ARTICLE = '/ha-noi/dong-da-chin-muoi-nam-dan-van.html';
const cleaning: Array<() => Promise<void> | void> = [];
let paper: Newspaper;
beforeAll(async () => {
  paper = await startPaper({ secondPort: 0 }, (clean) => void cleaning.push(clean));
});
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean();
});

async function open(path: string, origin = paper.origin, init: RequestInit = {}) {
  const answer = await fetch(origin + path, { redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, page: await answer.text() };
}

/** By a client that does not tidy the address up first, as `fetch` does. */
async function openAsWritten(path: string): Promise<{ status: number | undefined; page: string }> {
  const asking = request({ port: new URL(paper.origin).port, path }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, page: await text(answer) };
}

describe('every page of the paper', () => {
  it('can be reached by links from the front page, is well-formed, and has nothing inline', async () => {
    const seen = new Set(['/']);
    const queue = ['/'];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { status, headers, page } = await open(path);
      expect(status, path).toBe(200);
      if (!headers.get('content-type')?.startsWith('text/html')) continue;
      expect(faultsOf(page), path).toEqual([]);
      expect(
        /<style|\sstyle=|\son[a-z]+=|<script(?! type="module" src="\/bandoc\/bandoc\.js" data-server="\/bandoc"><\/script>)|href="javascript:/.exec(page)?.[0],
        path,
      ).toBeUndefined();
      expect(page.match(/<script/g), path).toHaveLength(1);
      expect(page.match(/<h1/g), path).toHaveLength(1);
      expect(attributesOf(page, 'href'), path).toContain(paper.origin + path);
      for (const link of attributesOf(page, 'href')) {
        const [address = ''] = link.replace(paper.origin, '').split('#');
        // Templates are filled in by the reader, and the bundle is not the paper's.
        if (!address.startsWith('/') || address.startsWith('/bandoc/') || address.includes('{') || seen.has(address)) continue;
        seen.add(address);
        queue.push(address);
      }
    }
    for (const { section, slug } of readStories()) expect([...seen]).toContain(`/${section}/${slug}.html`);
    const days = new Set(readStories().map(({ at }) => `/tin-theo-ngay/${dayOf(at).replaceAll('-', '/')}`));
    expect([...days].filter((day) => !seen.has(day))).toEqual([]);
  });

  it('has the strictest policy: nothing inline, no other host, Trusted Types enforced', async () => {
    const { headers } = await open(ARTICLE);
    const { host } = new URL(paper.origin);
    expect(headers.get('content-security-policy')?.split('; ').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        `connect-src 'self' ws://${host} wss://${host}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types bandoc',
      ].sort(),
    );
    for (const path of ['/', '/khong-co', '/tin-theo-ngay?ngay=31&thang=2&nam=2020']) {
      expect((await open(path)).headers.get('content-security-policy')).toBe(headers.get('content-security-policy'));
    }
  });

  it('is only read: another method is refused, and HEAD has no body', async () => {
    expect(await open('/', paper.origin, { method: 'POST', body: 'x' })).toMatchObject({ status: 405 });
    expect(await open('/', paper.origin, { method: 'HEAD' })).toMatchObject({ status: 200, page: '' });
  });
});

describe('the front page', () => {
  it('has the masthead with the paper’s own date', async () => {
    const { page } = await open('/');
    expect(textOf(page, 'header')).toMatch(/^Báo Sông Tô\s+Hà Nội, thứ năm, ngày 22-10-2020$/);
  });

  it('has a live count beside every headline, no story twice, and the number as it is now', async () => {
    const { page } = await open('/');
    const threads = attributesOf(page, 'thread');
    expect(threads.length).toBeGreaterThan(25);
    expect(new Set(threads).size).toBe(threads.length);
    expect(page.match(/<bandoc-comment-count thread="[a-z0-9-]+" live>\d+<\/bandoc-comment-count>/g)).toHaveLength(threads.length);
    const stamp = /15\/10\/2020 12:12<\/time> \| <a href="([^"]+)"><bandoc-comment-count thread="dong-da-chin-muoi-nam-dan-van" live>(\d+)</.exec(page);
    expect(stamp?.[1]).toBe(`${ARTICLE}#binh-luan`);
    expect(Number(stamp?.[2])).toBeGreaterThan(20);
  });
});

describe('an article’s page', () => {
  it('has its address, title and words, and the four elements', async () => {
    const { page } = await open(ARTICLE);
    expect(page).toContain(`<link rel="canonical" href="${paper.origin}${ARTICLE}">`);
    expect(page).toContain('<meta property="og:title" content="Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận">');
    expect(textOf(page, 'h1')).toBe('Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận');
    expect(page).toContain('<p class="by">Nguyệt Ánh</p>');
    expect(page).toContain('<link rel="stylesheet" href="/bandoc/bandoc.css">');
    for (const tag of [
      '<bandoc-comment-count thread="dong-da-chin-muoi-nam-dan-van" live>',
      '<bandoc-share-bar>',
      '<bandoc-date-selector href-template="/tin-theo-ngay/{yyyy}/{mm}/{dd}" value="2020-10-15">',
      '<bandoc-comment-thread thread="dong-da-chin-muoi-nam-dan-van">',
    ]) {
      expect(page.split(tag)).toHaveLength(2);
    }
  });

  it('works without our script: links that share it, a form for the date, a sentence for the comments', async () => {
    const { page } = await open(ARTICLE);
    const address = encodeURIComponent(paper.origin + ARTICLE);
    const shares = attributesOf(/<bandoc-share-bar>[^]*<\/bandoc-share-bar>/.exec(page)?.[0] ?? '', 'href');
    expect(shares).toContain(`https://www.facebook.com/sharer/sharer.php?u=${address}`);
    expect(shares.map((href) => new URL(href).host)).toEqual(['button-share.zalo.me', 'www.facebook.com', '']);
    expect(/<select name="ngay">[^]*<option selected>15<\/option>[^]*<select name="thang">[^]*<option selected>10<\/option>/.test(page)).toBe(true);
    expect(textOf(page, 'bandoc-comment-thread')).toMatch(/JavaScript/);
  });

  it('is there for a brief, too', async () => {
    const brief = readStories().find((story) => story.brief);
    const { status, page } = await open(`/${brief?.section}/${brief?.slug}.html`);
    expect(status).toBe(200);
    expect(page).toContain(brief?.paragraphs[0]);
  });

  it('is only under its own section', async () => {
    for (const path of ['/van-hoa/dong-da-chin-muoi-nam-dan-van.html', `${ARTICLE}/x`, '/ha-noi/dong-da-chin-muoi-nam-dan-van', '/ha-noi/']) {
      expect((await open(path)).status, path).toBe(404);
    }
  });
});

describe('the paper of a day', () => {
  it('has what was printed that day, each with its count', async () => {
    const { page } = await open('/tin-theo-ngay/2020/10/15');
    expect(textOf(page, 'h1')).toBe('Báo ra thứ năm, ngày 15/10/2020');
    expect(attributesOf(page, 'thread').sort()).toEqual([
      'dong-da-chin-muoi-nam-dan-van',
      'lang-mien-tuc-duyen-vao-vu-tet-som',
      'lop-ca-tru-toi-thu-nam-ben-song-to',
    ]);
    expect(page).toContain('value="2020-10-15"');
    expect(/thread="dong-da-chin-muoi-nam-dan-van" live>(\d+)</.exec(page)?.[1]).not.toBe('0');
    expect(attributesOf(page, 'href')).toEqual(expect.arrayContaining(['/tin-theo-ngay/2020/10/14', '/tin-theo-ngay/2020/10/16']));
  });

  it('without a story says so, and leads to the nearest days that have one', async () => {
    const { status, page } = await open('/tin-theo-ngay/2020/10/11');
    expect(status).toBe(200);
    expect(page).toContain('Ngày này báo không có bài nào.');
    expect(attributesOf(page, 'href')).toEqual(expect.arrayContaining(['/tin-theo-ngay/2020/10/10', '/tin-theo-ngay/2020/10/12']));
    expect((await open('/tin-theo-ngay/2031/01/01')).page).toContain('Ngày này chưa đến, báo chưa ra.');
  });

  it('is where the date form leads; a day that no calendar has is said so', async () => {
    const { status, headers } = await open('/tin-theo-ngay?ngay=5&thang=9&nam=2020');
    expect(status).toBe(303);
    expect(headers.get('location')).toBe('/tin-theo-ngay/2020/09/05');
    for (const path of ['/tin-theo-ngay?ngay=31&thang=2&nam=2020', '/tin-theo-ngay/2020/02/31']) {
      const missing = await open(path);
      expect(missing.status).toBe(404);
      expect(missing.page).toMatch(/Lịch không có ngày 31\/0?2\/2020/);
    }
    for (const path of ['/tin-theo-ngay', '/tin-theo-ngay?ngay=%3Cb%3E&thang=&nam=', '/tin-theo-ngay/2020/13/01', '/tin-theo-ngay/20/1/1']) {
      const missing = await open(path);
      expect(missing.status, path).toBe(404);
      expect(faultsOf(missing.page), path).toEqual([]);
    }
  });
});

describe('an address that is none', () => {
  it.each(['/khong-co', '//', '/%E0%A4%A', '/__proto__', '/constructor/x.html', '/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json'])(
    '%s is answered in words',
    async (path) => {
      const { status, page } = await openAsWritten(path);
      expect(status).toBe(404);
      expect(page).toContain('Trang này không có');
      expect(page).not.toContain('rel="canonical"');
    },
  );
});

describe('the same paper on a second origin', () => {
  it('takes bundle and comments from the first, and allows itself no other host', async () => {
    const { page, headers } = await open(ARTICLE, paper.secondOrigin);
    expect(page).toContain(`<link rel="stylesheet" href="${paper.origin}/bandoc/bandoc.css">`);
    expect(page).toContain(`<script type="module" src="${paper.origin}/bandoc/bandoc.js" data-server="${paper.origin}/bandoc"></script>`);
    expect(page).toContain(`<link rel="canonical" href="${paper.origin}${ARTICLE}">`);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'self' ${paper.origin};`);
    expect(policy).toContain(`connect-src 'self' ${paper.origin} ${paper.origin.replace('http', 'ws')};`);
    expect((await open('/bandoc/v1', paper.secondOrigin)).status).toBe(404);
  });
});

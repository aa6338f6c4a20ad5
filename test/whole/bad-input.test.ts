import { describe, expect, it } from 'vitest';
import { freePort } from '../../examples/newspaper/src/free-port.ts';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const THREAD = `<bandoc-comment-thread thread="${ARTICLE.thread}"></bandoc-comment-thread>`;

/** What the browser itself writes when a request fails; nothing of ours. */
const OF_THE_BROWSER = /Failed to load resource|WebSocket connection|ERR_|CORS policy|Fetch API cannot load/;

describe.each([
  ['vi', /máy chủ bình luận không trả lời/, /không phải máy chủ bình luận/, /không có mục bình luận/, /đặt tên sai/],
  ['en', /does not answer|did not answer/, /no comment server/, /has no comments/, /name that cannot be used|cannot be used/],
] as const)('a page in %s', (lang, unreachable, unreadable, missing, badName) => {
  it('whose server is down when it loads says so, and comes to life when the server is there', async () => {
    const reader = await newReader();
    const { page } = reader;
    let down = true;
    await page.route(/\/bandoc\/v1\//, (route) => (down ? route.abort('connectionrefused') : route.continue()));
    await page.goto(await hostPage(page, paper, `/thu-${lang}-1`, THREAD, { lang }));
    const thread = page.locator('bandoc-comment-thread');
    await thread.getByText(unreachable).waitFor();
    const again = thread.getByRole('button', { name: lang === 'vi' ? 'Thử lại' : 'Try again' });
    await again.waitFor();
    down = false;
    // It may come back by itself a moment sooner, and the button is gone.
    await Promise.race([again.click().catch(() => undefined), thread.getByRole('article').first().waitFor()]);
    await thread.getByRole('article').first().waitFor();
    expect(reader.faults.filter((fault) => !OF_THE_BROWSER.test(fault))).toEqual([]);
  });

  it('whose server answers HTML says so', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.route(/\/bandoc\/v1\//, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>It works!</h1>' }));
    await page.goto(await hostPage(page, paper, `/thu-${lang}-2`, THREAD, { lang }));
    await page.locator('bandoc-comment-thread').getByText(unreadable).waitFor();
    expect(reader.faults).toEqual([]);
  });

  it('whose server is slow for 30 s shows that it is loading, can be written in meanwhile, and gives up in words', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.clock.install();
    await page.route(/\/bandoc\/v1\//, () => undefined);
    await page.goto(await hostPage(page, paper, `/thu-${lang}-3`, THREAD, { lang }));
    const thread = page.locator('bandoc-comment-thread');
    await thread
      .getByText(lang === 'vi' ? 'Đang tải bình luận…' : 'Loading comments…')
      .first()
      .waitFor({ state: 'attached' });
    await thread.getByRole('textbox').first().fill('Viết trong lúc chờ');
    await page.clock.runFor(29_000);
    expect(await thread.getByText(unreachable).count()).toBe(0);
    await page.clock.runFor(2_000);
    await thread.getByText(unreachable).waitFor();
    expect(await thread.getByRole('textbox').first().inputValue()).toBe('Viết trong lúc chờ');
    expect(reader.faults).toEqual([]);
  });

  it('with a thread that the paper does not know, or a name that is none, says which', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.goto(await hostPage(page, paper, `/thu-${lang}-4`, '<bandoc-comment-thread thread="khong-co-bai-nay"></bandoc-comment-thread>', { lang }));
    await page.locator('bandoc-comment-thread').getByText(missing).waitFor();
    await page.goto(await hostPage(page, paper, `/thu-${lang}-5`, '<bandoc-comment-thread thread="tên có dấu"></bandoc-comment-thread>', { lang }));
    await page.locator('bandoc-comment-thread').getByText(badName).waitFor();
    expect(reader.faults.filter((fault) => !OF_THE_BROWSER.test(fault))).toEqual([]);
  });
});

describe('wrong values of attributes', () => {
  it('leave every widget working, and are told to the page’s author in the console', async () => {
    const reader = await newReader();
    const { page } = reader;
    const body = `<bandoc-share-bar url="javascript:alert(1)" targets="zing facebook" lang="xx"></bandoc-share-bar>
<bandoc-date-selector value="2020-13-45" min="hôm nay" href-template="javascript:{iso}" lang="de"></bandoc-date-selector>
<bandoc-comment-count thread="không">7</bandoc-comment-count>
<bandoc-comment-thread thread="${ARTICLE.thread}" sort="đẹp nhất" lang=""></bandoc-comment-thread>`;
    await page.goto(await hostPage(page, paper, '/thu-sai', body));
    await page.locator('bandoc-comment-thread').getByRole('article').first().waitFor();
    await page
      .locator('bandoc-share-bar')
      .getByRole('link', { name: /Facebook/ })
      .waitFor();
    await page.locator('bandoc-date-selector').getByRole('textbox', { name: 'Ngày' }).waitFor();
    expect(await page.locator('bandoc-comment-count').textContent()).toBe('7');
    for (const word of ['zing', 'javascript:alert(1)', '2020-13-45', 'hôm nay', 'javascript:{iso}', 'đẹp nhất', 'không'])
      await expect.poll(() => reader.warnings.join('\n'), { message: word }).toContain(word);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(reader.faults).toEqual([]);
  });

  it('of server are a state in words, not an exception', async () => {
    const reader = await newReader();
    const { page } = reader;
    const nobody = `http://localhost:${await freePort()}/bandoc`;
    const body = [nobody, 'http://[', 'ftp://bao.example']
      .map((server) => `<bandoc-comment-thread thread="a" server="${server}"></bandoc-comment-thread>`)
      .join('');
    await page.goto(await hostPage(page, paper, '/thu-may-chu', body));
    for (let i = 0; i < 3; i += 1) {
      const thread = page.locator('bandoc-comment-thread').nth(i);
      await thread.scrollIntoViewIfNeeded();
      await thread
        .getByText(/không trả lời|không phải máy chủ|ở đâu/)
        .first()
        .waitFor();
    }
    expect(reader.faults.filter((fault) => !OF_THE_BROWSER.test(fault))).toEqual([]);
  });
});

describe('a page without our stylesheet', () => {
  it('has everything all the same', async () => {
    const reader = await newReader();
    const { page } = reader;
    const body = `<bandoc-share-bar></bandoc-share-bar><bandoc-date-selector></bandoc-date-selector>
<bandoc-comment-count thread="${ARTICLE.thread}">?</bandoc-comment-count>${THREAD}`;
    await page.goto(await hostPage(page, paper, '/thu-khong-kieu', body, { stylesheet: false }));
    await page.locator('bandoc-share-bar').getByRole('link', { name: /Zalo/ }).waitFor();
    await page.locator('bandoc-date-selector').getByRole('textbox', { name: 'Ngày' }).waitFor();
    await page.locator('bandoc-comment-count').getByText('28', { exact: true }).first().waitFor();
    await page.locator('bandoc-comment-thread').getByRole('article').first().waitFor();
    expect(reader.faults).toEqual([]);
  });
});

describe('a browser or page that cannot run it', () => {
  it('keeps what was between the tags, without an error, when it is older than the baseline', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.addInitScript(() => {
      CSS.supports = () => false;
    });
    await page.goto(paper.origin + ARTICLE.path);
    await page.locator('bandoc-share-bar').getByText('Facebook').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(reader.requests.some((address) => address.includes('/chunks/'))).toBe(false);
    expect(await page.evaluate(() => customElements.get('bandoc-share-bar') === undefined)).toBe(true);
    expect(reader.faults).toEqual([]);
  });

  it('keeps it, with one warning, when it enforces Trusted Types and does not allow our policy', async () => {
    const reader = await newReader();
    const { page } = reader;
    await page.route(`${paper.origin}/thu-tt`, (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types other" },
        body: '<!doctype html><html lang="vi"><body><bandoc-share-bar><a href="/">Còn nguyên</a></bandoc-share-bar><bandoc-date-selector>Còn đây</bandoc-date-selector><script type="module" src="/bandoc/bandoc.js" data-server="/bandoc"></script>',
      }),
    );
    await page.goto(`${paper.origin}/thu-tt`);
    await page.waitForEvent('console', { predicate: (message) => message.type() === 'warning' && message.text().includes('Trusted Types') });
    await page.getByText('Còn nguyên').waitFor();
    expect(reader.warnings.filter((warning) => warning.includes('Bạn Đọc')).length).toBe(1);
    expect(reader.faults.filter((fault) => fault.startsWith('exception'))).toEqual([]);
  });
});

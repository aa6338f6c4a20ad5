import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let paper: Paper;
usePaper((started) => (paper = started));

describe('a page of the paper', () => {
  it('asks no other host for anything, and breaks no line of a strict policy with Trusted Types enforced', async () => {
    for (const path of ['/', ARTICLE.path, '/tin-theo-ngay/2020/10/15']) {
      const reader = await newReader();
      const response = await reader.page.goto(paper.origin + path);
      const policy = response?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toContain('unsafe');
      await reader.page.locator('bandoc-date-selector input').first().waitFor();
      if (path === ARTICLE.path) {
        const thread = threadPage(reader, paper);
        await thread.open();
        await thread.live();
        await thread.write('Viết một lời trên trang có chính sách nghiêm ngặt.', 'Lan');
        await thread.send();
        await thread.comment('Viết một lời').waitFor();
      }
      for (const address of reader.requests.filter((one) => !one.startsWith('data:'))) expect(new URL(address).host).toBe(new URL(paper.origin).host);
      expect(reader.faults).toEqual([]);
      await reader.context.close();
    }
  });

  it('gets no global name from us', async () => {
    const reader = await newReader();
    const globals = () => reader.page.evaluate(() => Object.getOwnPropertyNames(window));
    await reader.page.goto(`${paper.origin}/khong-co-trang-nay`, { waitUntil: 'domcontentloaded' });
    await reader.page.goto(`${paper.origin}/paper.css`);
    const before = new Set(await globals());
    const thread = threadPage(reader, paper);
    await thread.open();
    await thread.live();
    // Lit keeps its versions there, to warn of two copies, and what tools may know of properties.
    const lits = new Set(['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions', 'litPropertyMetadata']);
    expect((await globals()).filter((name) => !before.has(name) && !lits.has(name))).toEqual([]);
  });

  it('has share links that lead where they should', async () => {
    const reader = await newReader();
    await reader.page.goto(paper.origin + ARTICLE.path);
    const bar = reader.page.locator('bandoc-share-bar');
    // Until then the paper’s own few links stand there.
    await bar.getByRole('link').nth(4).waitFor();
    const url = paper.origin + ARTICLE.path;
    const title = 'Đống Đa nhìn lại chặng đường chín mươi năm làm dân vận';
    const links = await bar.getByRole('link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links.map((link) => new URL(link).host || 'mailto')).toEqual(['button-share.zalo.me', 'www.facebook.com', 'x.com', 't.me', 'mailto']);
    const [zalo, facebook, x, telegram, mail] = links.map((link) => new URL(link)) as [URL, URL, URL, URL, URL];
    expect(JSON.parse(Buffer.from(zalo.searchParams.get('d') ?? '', 'base64').toString())).toEqual({ url });
    expect(facebook.searchParams.get('u')).toBe(url);
    expect([x.searchParams.get('text'), x.searchParams.get('url')]).toEqual([title, url]);
    expect([telegram.searchParams.get('text'), telegram.searchParams.get('url')]).toEqual([title, url]);
    expect(mail.searchParams.get('subject')).toBe(title);
  });

  it.each([
    ['light', '/'],
    ['dark', '/'],
    ['light', ARTICLE.path],
    ['dark', ARTICLE.path],
    ['light', '/tin-theo-ngay/2020/10/15'],
  ] as const)('has no fault that axe finds, %s: %s', async (colorScheme, path) => {
    for (const width of [390, 1280]) {
      const reader = await newReader({ colorScheme, viewport: { width, height: 900 } });
      await reader.page.goto(paper.origin + path);
      if (path === ARTICLE.path) {
        const thread = threadPage(reader, paper);
        await thread.open();
        await thread.live();
      } else await reader.page.locator('bandoc-date-selector input').first().waitFor();
      // As an expression of the debugger's, which no policy of the page concerns.
      await reader.page.evaluate(axe);
      const faults = await reader.page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      expect(faults).toEqual([]);
      expect(await reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'sideways scroll').toBe(0);
      await reader.context.close();
    }
  });
});

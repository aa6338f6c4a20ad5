import { describe, expect, it } from 'vitest';
import { bundleSizes } from '../../scripts/bundle-sizes.ts';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { ARTICLE } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const BODIES: Record<string, [string, string]> = {
  'share-bar, first': ['<bandoc-share-bar></bandoc-share-bar>', 'bandoc-share-bar a'],
  'date-selector, first': ['<bandoc-date-selector href-template="/{iso}"></bandoc-date-selector>', 'bandoc-date-selector input'],
  'comment-thread, first': [`<bandoc-comment-thread thread="${ARTICLE.thread}"></bandoc-comment-thread>`, 'bandoc-comment-thread article'],
};

describe('the table of sizes', () => {
  it.each(Object.entries(BODIES))('%s: counts every file that the content needs: it is there while all others are held back', async (what, [body, content]) => {
    const weight = (await bundleSizes()).find((one) => one.what === what);
    const reader = await newReader();
    const fetched: string[] = [];
    await reader.page.route(/\/bandoc\/(bandoc\.js|chunks\/)/, async (route) => {
      const file = new URL(route.request().url()).pathname.replace('/bandoc/', '');
      if (!weight?.files.includes(file)) return;
      fetched.push(file);
      await route.continue();
    });
    await reader.page.goto(await hostPage(reader.page, paper, '/thu-dau', body), { waitUntil: 'commit' });
    await reader.page.locator(content).first().waitFor();
    expect(fetched.sort(), 'and counts no other').toEqual(weight?.files);
    await reader.context.close();
  });
});

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
  it.each(Object.entries(BODIES))('%s: counts every file that a browser fetches until the content is there', async (what, [body, content]) => {
    const weight = (await bundleSizes()).find((one) => one.what === what);
    const reader = await newReader();
    const fetched: string[] = [];
    let there = false;
    reader.page.on('request', (request) => {
      const file = /\/bandoc\/(bandoc\.js|chunks\/[^?]+)/.exec(request.url())?.[1];
      if (file && !there) fetched.push(file);
    });
    await reader.page.goto(await hostPage(reader.page, paper, '/thu-dau', body), { waitUntil: 'commit' });
    await reader.page.locator(content).first().waitFor();
    there = true;
    // What begins to load once content is shown may have been asked for in the same moment; all of the first must be counted.
    const later = /chunks\/(thread-parts|marked-text|client|live|socket-io|indexed-db|edited-version|rounded-cursor|(vi|en)-living|day-settings)/;
    for (const file of fetched.filter((one) => !later.test(one))) expect(weight?.files, file).toContain(file);
  });
});

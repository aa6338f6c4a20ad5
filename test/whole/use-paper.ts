import { afterAll, beforeAll } from 'vitest';
import { type Paper, type PaperOptions, startPaper } from './paper.ts';
import { closeBrowser } from './reader.ts';

/** One newspaper and one browser for all tests of a file: `take` is handed the paper before the first of them, both end after the last. */
export function usePaper(take: (paper: Paper) => unknown, options: PaperOptions = {}): void {
  let paper: Paper | undefined;
  beforeAll(async () => {
    paper = await startPaper(options);
    await take(paper);
  });
  afterAll(async () => {
    await closeBrowser();
    await paper?.close();
  });
}

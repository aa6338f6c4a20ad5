import type { Locator, Page } from 'playwright';
import type { Paper } from './paper.ts';
import type { Reader } from './reader.ts';

/** The article that the demo was conceived from; it has comments. */
export const ARTICLE = { thread: 'dong-da-chin-muoi-nam-dan-van', path: '/ha-noi/dong-da-chin-muoi-nam-dan-van.html' };

/** An article page as a reader uses it: by role and word. */
export interface ThreadPage {
  readonly thread: Locator;
  /** Scrolls to the thread and waits for its first content. */
  open(): Promise<void>;
  /** Waits for the live connection. */
  live(): Promise<void>;
  write(text: string, name?: string): Promise<void>;
  send(): Promise<void>;
  comment(text: string): Locator;
}

export function threadPage({ page }: Reader, paper: Pick<Paper, 'origin'>, path = ARTICLE.path, origin = paper.origin): ThreadPage {
  const thread = page.locator('bandoc-comment-thread');
  const composer = thread.locator('form').first();
  return {
    thread,
    async open() {
      await page.goto(origin + path);
      await thread.scrollIntoViewIfNeeded();
      await composer.getByRole('textbox', { name: /Ý kiến/ }).waitFor();
    },
    async live() {
      await thread.getByText('Đang cập nhật trực tiếp').waitFor();
    },
    async write(text, name) {
      await composer.getByRole('textbox', { name: /Ý kiến/ }).fill(text);
      if (name !== undefined) await composer.getByRole('textbox', { name: /Tên/ }).fill(name);
    },
    async send() {
      await composer.getByRole('button', { name: 'Gửi', exact: true }).click();
    },
    comment: (text) => thread.getByRole('article').filter({ hasText: text }).last(),
  };
}

/** How many comments with this text the server has for everybody. */
export async function storedCount(paper: Paper, thread: string, text: string): Promise<number> {
  const response = await fetch(`${paper.origin}/bandoc/v1/t/thread:${thread}?limit=50&min=0`);
  const snap = (await response.json()) as { items: { text?: string }[] };
  return snap.items.filter((item) => item.text === text).length;
}

/** Waits until something outside the page is so. */
export async function until(page: Page, holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await page.evaluate(() => new Promise(requestAnimationFrame));
}

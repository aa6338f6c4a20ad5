import { userEvent } from 'vitest/browser';
import type { OpenThread } from './open-thread.ts';

/** What stands in the menu that is open. */
export function itemsOf(open: OpenThread): (string | null)[] {
  return [...open.shadow.querySelectorAll('[role=menuitem]')].map((item) => item.textContent);
}

/** Opens the menu of the comment that has these words; answers its items. */
export async function openMenu(open: OpenThread, words: string): Promise<(string | null)[]> {
  const buttonOf = () => open.find(/^(Thêm|More): /, open.article(words).querySelector('.acts') as HTMLElement);
  await open.until(buttonOf);
  await userEvent.click(buttonOf() as HTMLElement);
  await open.until(() => open.article(words).querySelector('[role=menuitem]') && itemsOf(open).includes(open.shadow.activeElement?.textContent ?? null));
  return itemsOf(open);
}

/** Chooses one of them. */
export async function choose(open: OpenThread, words: string, item: string): Promise<void> {
  await openMenu(open, words);
  const found = [...open.shadow.querySelectorAll('[role=menuitem]')].find((one) => one.textContent === item);
  if (!found) throw new Error(`No ${item} among ${itemsOf(open).join(' | ')}`);
  await userEvent.click(found);
}

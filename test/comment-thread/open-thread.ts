import '@bandoc/comment-thread/register';
import type { CommentThread } from '@bandoc/comment-thread';
import { fixture, html } from '@open-wc/testing';
import { onTestFinished } from 'vitest';
import { type DevicePlan, type Newsroom, type NewsroomPlan, startNewsroom } from '../../stories/newsroom.ts';
import { until } from '../setup/until.ts';

/** A thread on a page, as its reader finds it: by role and word, through the shadow root. */
export interface OpenThread {
  readonly element: CommentThread;
  readonly shadow: ShadowRoot;
  /** Names and texts of the comments that are to be seen, in order. */
  comments(): string[];
  /** The one article whose text has these words. */
  article(words: string): HTMLElement;
  button(name: string | RegExp, within?: ParentNode): HTMLButtonElement;
  find(name: string | RegExp, within?: ParentNode): HTMLButtonElement | undefined;
  /** The fields of the composer, the one below a comment if its author is named. */
  composer(author?: string): {
    readonly text: HTMLTextAreaElement;
    readonly name: HTMLInputElement;
    readonly send: HTMLButtonElement;
    readonly form: HTMLFormElement;
  };
  /** Height of the thread's box while it is folded and little is written: what was reserved, and what helps to write once the reader is there. */
  foldedHeight(): number;
  /** Waits until it holds, rendering by rendering. */
  until<T>(holds: () => T): Promise<NonNullable<T>>;
}

let threads = 0;

/** A newsroom for one test, closed after it. */
export async function newsroom(plan: NewsroomPlan = {}, device: DevicePlan = {}): Promise<Newsroom> {
  threads += 1;
  // Another thread each time: drafts outlive a test.
  const room = await startNewsroom({ thread: `bai-${threads}`, ...plan }, device);
  onTestFinished(() => {
    localStorage.clear();
    return room.close();
  });
  return room;
}

/** Shows the newsroom's thread to the reader of one device; `ready` waits for its first content. */
export async function openThread(
  room: Newsroom,
  given: { client?: Newsroom['client']; sort?: string; lang?: string; thread?: string; width?: number; anchor?: string; depth?: number; ready?: boolean } = {},
): Promise<OpenThread> {
  const { client = room.client, sort = 'new', lang = 'vi', thread = room.thread, width = 680, anchor = 'binh-luan-', depth = 4, ready = true } = given;
  const place = await fixture<HTMLElement>(
    html`<div style="width:${width}px"><bandoc-comment-thread lang=${lang} thread=${thread} sort=${sort} anchor=${anchor} depth=${depth} .client=${client}></bandoc-comment-thread></div>`,
  );
  const element = place.firstElementChild as CommentThread;
  const shadow = element.shadowRoot as ShadowRoot;
  const seen = (one: HTMLElement) => one.checkVisibility({ visibilityProperty: true });
  const matches = (one: HTMLElement, name: string | RegExp) => {
    const own = (one.getAttribute('aria-label') ?? one.textContent ?? '').trim();
    return typeof name === 'string' ? own === name : name.test(own);
  };
  const find: OpenThread['find'] = (name, within = shadow) => [...within.querySelectorAll('button')].find((one) => seen(one) && matches(one, name));
  const open: OpenThread = {
    element,
    shadow,
    comments: () =>
      [...shadow.querySelectorAll<HTMLElement>('article')]
        .filter(seen)
        .map((one) => `${one.querySelector('b')?.textContent}: ${one.querySelector('.text')?.textContent}`),
    article: (words) => {
      const found = [...shadow.querySelectorAll<HTMLElement>('article')].find((one) => one.textContent?.includes(words));
      if (!found) throw new Error(`No comment with "${words}" among:\n${open.comments().join('\n')}`);
      return found;
    },
    find,
    button: (name, within = shadow) => {
      const found = find(name, within);
      if (!found) throw new Error(`No button ${name} among: ${[...within.querySelectorAll('button')].map((one) => one.textContent?.trim()).join(' | ')}`);
      return found;
    },
    composer: (author) => {
      const text = [...shadow.querySelectorAll('textarea')].find((one) =>
        author === undefined ? !one.closest('li') : one.getAttribute('aria-label')?.includes(author),
      );
      const form = text?.closest('form');
      if (!text || !form) throw new Error(`No composer${author ? ` for ${author}` : ''}`);
      return { text, form, name: form.querySelector('input') as HTMLInputElement, send: form.querySelector('button.primary') as HTMLButtonElement };
    },
    foldedHeight: () => 640 + (shadow.querySelector<HTMLElement>('[role=toolbar]')?.parentElement?.offsetHeight ?? 0),
    until: (holds) =>
      until(async () => {
        await element.updateComplete;
        try {
          return holds();
        } catch {
          // What is looked for is not there yet.
          return undefined;
        }
      }) as Promise<NonNullable<ReturnType<typeof holds>>>,
  };
  await open.until(() => shadow.querySelector('section'));
  if (ready) await open.until(() => !shadow.querySelector('.bones'));
  return open;
}

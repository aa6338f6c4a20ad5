import type { Browser, CDPSession, Page } from 'playwright';

/** How fast a reader's device and line are. */
export interface Profile {
  readonly name: string;
  readonly cpu: number;
  readonly phone?: boolean;
}

export interface Reader {
  readonly page: Page;
  readonly cdp: CDPSession;
  close(): Promise<void>;
}

/** Runs in the page: tells when the first comment's words were painted, by the page's own clock. */
function watch(): void {
  const find = () =>
    document.querySelector('bandoc-comment-thread')?.shadowRoot?.querySelector('article .text') ?? document.querySelector('#floor article .text');
  const look = () => {
    if (find()?.getBoundingClientRect().height) requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { seen: performance.now() })));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A new reader with nothing in her browser's cache. */
export async function newReader(browser: Browser, { cpu, phone = false }: Profile): Promise<Reader> {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    hasTouch: phone,
    isMobile: phone,
    locale: 'vi-VN',
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await page.addInitScript(watch);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (phone) {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
  }
  return { page, cdp, close: () => context.close() };
}

/** Until the first comment is seen, ms from the navigation's begin. */
export async function firstComment({ page }: Reader, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  const seen = await page.waitForFunction(() => (globalThis as { seen?: number }).seen);
  return (await seen.jsonValue()) as number;
}

/** Until the thread lives and shows its whole list. */
export async function openWhole({ page }: Reader): Promise<void> {
  await page.locator('bandoc-comment-thread .up').waitFor();
  await page.getByRole('button', { name: /^Xem cả/ }).click();
}

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright';
import { findChromium } from '../setup/chromium.ts';

/** What is waited for comes, or the test fails after this, ms: nothing is judged by how long a busy machine takes. */
const PATIENCE = 60_000;

let browser: Promise<Browser> | undefined;

/** A reader's window, with everything written down that a page must never do. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Exceptions, console errors and policy violations of this page so far. */
  readonly faults: string[];
  /** What the page's author was told in the console. */
  readonly warnings: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
}

/** The one browser of a test file, started in a way of its own if this is called first; `closeBrowser` in afterAll. */
export async function openBrowser(how: LaunchOptions = {}): Promise<Browser> {
  browser ??= findChromium().then((launch) => chromium.launch({ ...launch, ...how }));
  return browser;
}

export async function closeBrowser(): Promise<void> {
  const open = await browser;
  browser = undefined;
  await open?.close();
}

/** A new reader with a device of her own (own storage), at 1280 px unless told otherwise. */
export async function newReader(options: BrowserContextOptions = {}): Promise<Reader> {
  const context = await (await openBrowser()).newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  return watch(await context.newPage());
}

/** Another tab of the same reader on the page she is on, as the browser's "duplicate" makes it: the same device, and a copy of the tab's own storage. */
export async function duplicateTab({ page, context }: Reader): Promise<Reader> {
  const opened = context.waitForEvent('page');
  await page.evaluate(() => void window.open(location.href));
  return watch(await opened);
}

/** A new tab of the same reader. */
export async function newTab({ context }: Reader): Promise<Reader> {
  return watch(await context.newPage());
}

async function watch(page: Page): Promise<Reader> {
  const faults: string[] = [];
  const warnings: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    if (message.type() === 'warning') warnings.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  return { page, context: page.context(), faults, warnings, requests };
}

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import sharp from 'sharp';
import sirv from 'sirv';
import { findChromium } from '../test/setup/chromium.ts';
import { startPaper } from '../test/whole/paper.ts';

// `npm run screens`: every story and the newspaper's pages as docs/screens/<widget>-<state>-<width>-<theme>-<language>.png, to be looked at.
// `npm run screens -- share-bar` takes those alone whose name begins so.

const root = fileURLToPath(new URL('..', import.meta.url));
const screens = `${root}docs/screens/`;

const wanted = process.argv[2] ?? '';

/** What each picture is taken in: Vietnamese at both widths in both themes, and English once. */
const SETTINGS = [
  { width: 390, theme: 'light', language: 'vi' },
  { width: 390, theme: 'dark', language: 'vi' },
  { width: 1280, theme: 'light', language: 'vi' },
  { width: 1280, theme: 'dark', language: 'vi' },
  { width: 390, theme: 'dark', language: 'en' },
] as const;
type Setting = (typeof SETTINGS)[number];

const PAGES = [
  ['newspaper-front', '/'],
  ['newspaper-article', '/ha-noi/dong-da-chin-muoi-nam-dan-van.html'],
  ['newspaper-archive', '/tin-theo-ngay/2020/10/15'],
  ['newspaper-empty-day', '/tin-theo-ngay/2020/10/11'],
] as const;

async function save(name: string, setting: Setting, png: Buffer): Promise<void> {
  const small = await sharp(png).png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 }).toBuffer();
  writeFileSync(`${screens}${name}-${setting.width}-${setting.theme}-${setting.language}.png`, small);
}

async function openPage(browser: Browser, setting: Setting) {
  const context = await browser.newContext({
    viewport: { width: setting.width, height: setting.width === 390 ? 844 : 800 },
    colorScheme: setting.theme,
    locale: setting.language === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    hasTouch: setting.width === 390,
    isMobile: setting.width === 390,
  });
  return { context, page: await context.newPage() };
}

/** Runs in the page: Storybook has drawn the story and played it. */
function hasPlayed(): boolean {
  const { phase } = (globalThis as unknown as { __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } } }).__STORYBOOK_PREVIEW__?.currentRender ?? {};
  return ['finished', 'completed', 'errored', 'aborted'].includes(phase ?? '');
}

/** Of Storybook's index. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly importPath: string;
}

function nameOf({ id, importPath }: Entry): string {
  return `${importPath.split('/').at(-2) ?? 'story'}-${id.split('--')[1]}`;
}

async function takeStories(browser: Browser): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'storybook:build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const files = sirv(`${root}storybook-static`, { maxAge: 3600 });
  const server = createServer((request, response) => files(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const index = JSON.parse(readFileSync(`${root}storybook-static/index.json`, 'utf8')) as {
    entries: Record<string, Entry>;
  };
  for (const setting of SETTINGS) {
    const stories = Object.values(index.entries).filter((entry) => entry.type === 'story' && nameOf(entry).startsWith(wanted));
    const takeSome = async () => {
      // One window for all its pictures: Storybook's own scripts are fetched and compiled once.
      const { context, page } = await openPage(browser, setting);
      await page.addInitScript(() => localStorage.clear());
      for (let story = stories.shift(); story; story = stories.shift()) {
        await page.goto(`${origin}/iframe.html?id=${story.id}&viewMode=story&globals=theme:${setting.theme};language:${setting.language}`);
        // A story whose play fails in this setting (it looks for the words of the other language, say) is still to be looked at.
        await page.waitForFunction(hasPlayed, undefined, { timeout: 5_000 }).catch(() => undefined);
        await save(nameOf(story), setting, await page.screenshot({ animations: 'disabled' }));
      }
      await context.close();
    };
    await Promise.all([takeSome(), takeSome()]);
  }
  server.close();
}

async function takePaper(browser: Browser): Promise<void> {
  const paper = await startPaper();
  for (const setting of SETTINGS.filter(({ language }) => language === 'vi')) {
    for (const [name, path] of PAGES.filter(([one]) => one.startsWith(wanted))) {
      const { context, page } = await openPage(browser, setting);
      await page.goto(paper.origin + path);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('bandoc-date-selector, bandoc-share-bar')].every((element) => element.shadowRoot?.childElementCount),
      );
      const thread = page.locator('bandoc-comment-thread');
      if (await thread.count()) {
        await thread.scrollIntoViewIfNeeded();
        await page.locator('bandoc-comment-thread article').first().waitFor();
      }
      await save(name, setting, await page.screenshot({ animations: 'disabled', fullPage: true }));
      await context.close();
    }
  }
  await paper.close();
}

if (!wanted) rmSync(screens, { recursive: true, force: true });
mkdirSync(screens, { recursive: true });
const browser = await chromium.launch(await findChromium());
await takeStories(browser);
await takePaper(browser);
await browser.close();
const taken = readdirSync(screens);
const bytes = taken.reduce((sum, file) => sum + statSync(screens + file).size, 0);
console.log(`${taken.length} pictures, ${(bytes / 1e6).toFixed(2)} MB in docs/screens`);
if (bytes > 9e6) {
  console.error('More than 9 MB.');
  process.exitCode = 1;
}

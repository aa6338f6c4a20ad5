import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../test/setup/chromium.ts';
import { SITE, TOPIC } from '../fill-thread.ts';
import { percentileOf, sayRange, spreadOf } from '../spread.ts';
import { firstComment, newReader, openWhole, type Profile } from './reader.ts';
import { openSite } from './site.ts';

// What a reader of a thread waits for, in a real Chromium, beside a page that does the same with one fetch and innerHTML: first comment, a thread of
// 10,000 beside one of 10, heap, scrolling, letters, comments of others.

const PROFILES: readonly Profile[] = [
  { name: '× 1', cpu: 1 },
  { name: '× 4', cpu: 4 },
  { name: 'phone', cpu: 4, phone: true },
];
const FRAMES = 240;
const ARRIVALS = 200;
const LETTERS = 60;

type Site = Awaited<ReturnType<typeof openSite>>;

/** First comments of the small thread, of the large one and of the floor, in turns, each with an empty cache. */
async function measureFirst(browser: Browser, small: Site, large: Site, rounds: number): Promise<void> {
  const places = { small: `${small.origin}/ours`, large: `${large.origin}/ours`, floor: `${large.origin}/floor` };
  for (const profile of PROFILES) {
    const found: Record<string, number[]> = { small: [], large: [], floor: [] };
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, address] of Object.entries(places)) {
        const reader = await newReader(browser, profile);
        const ms = await firstComment(reader, address);
        // The first round is for the server's compiler.
        if (round > 0) found[name]?.push(ms);
        await reader.close();
      }
    const { small: ours10 = [], large: ours = [], floor = [] } = found;
    const ratios = (a: number[], b: number[]) => sayRange(spreadOf(a.map((ms, i) => ms / (b[i] ?? Number.NaN))), 2);
    console.log(
      `first comment ${profile.name}: ${sayRange(spreadOf(ours))} ms, floor ${sayRange(spreadOf(floor))}: ${ratios(ours, floor)} ×; of 10,000 beside 10: ${ratios(ours, ours10)} ×`,
    );
  }
}

/** Frames that came late while the page is scrolled by 400 px each, as the page itself counts them. */
function scrollAway(frames: number): Promise<{ dropped: number; worst: number; nodes: number }> {
  const nodesIn = (root: Node) => {
    const walker = document.createTreeWalker(root);
    let count = 0;
    while (walker.nextNode()) count += 1;
    return count;
  };
  return new Promise((resolve) => {
    let [left, dropped, worst, nodes, before] = [frames, 0, 0, 0, 0];
    const step = (now: number) => {
      if (before) {
        dropped += Math.max(0, Math.round((now - before) / (1_000 / 60)) - 1);
        worst = Math.max(worst, now - before);
      }
      before = now;
      if (left % 40 === 0) nodes = Math.max(nodes, nodesIn(document.querySelector('bandoc-comment-thread')?.shadowRoot ?? document.body));
      scrollBy({ top: 400, behavior: 'instant' });
      left -= 1;
      if (left > 0) requestAnimationFrame(step);
      else resolve({ dropped, worst, nodes });
    };
    requestAnimationFrame(step);
  });
}

async function measureScrolling(browser: Browser, { origin }: Site): Promise<void> {
  for (const address of [`${origin}/ours`, `${origin}/floor?all=1000`]) {
    const reader = await newReader(browser, { name: '', cpu: 1 });
    await firstComment(reader, address);
    const isOurs = address.endsWith('ours');
    if (isOurs) await openWhole(reader);
    const { dropped, worst, nodes } = await reader.page.evaluate(scrollAway, FRAMES);
    await reader.cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await reader.cdp.send('Runtime.getHeapUsage');
    console.log(
      `scrolling ${isOurs ? 'ours' : 'floor, 1,000 in the page'}: ${dropped} of ${FRAMES} frames late, the worst ${worst.toFixed(0)} ms; at most ${nodes} nodes; heap then ${(usedSize / 1e6).toFixed(1)} MB`,
    );
    await reader.close();
  }
}

/** Time of the page's main thread for each letter, until nothing of it is left to do. */
async function measureTyping(browser: Browser, { origin }: Site): Promise<void> {
  for (const address of [`${origin}/ours`, `${origin}/floor`]) {
    const reader = await newReader(browser, { name: '', cpu: 4 });
    await firstComment(reader, address);
    if (address.endsWith('ours')) await reader.page.locator('bandoc-comment-thread .up').waitFor();
    await reader.page.locator('textarea').first().click();
    await reader.page.evaluate(() => {
      const costs: number[] = Object.assign(globalThis, { costs: [] as number[] }).costs;
      let begun = 0;
      addEventListener('beforeinput', () => void (begun = performance.now()), true);
      addEventListener('input', () => setTimeout(() => costs.push(performance.now() - begun)), true);
    });
    for (let i = 0; i < LETTERS; i += 1) await reader.cdp.send('Input.insertText', { text: 'ngày mai'[i % 8] ?? 'a' });
    const costs = await reader.page.evaluate(() => (globalThis as unknown as { costs: number[] }).costs);
    console.log(
      `a letter × 4, ${address.endsWith('ours') ? 'ours' : 'floor'}: median ${spreadOf(costs).median.toFixed(1)} ms, p99 ${percentileOf(costs, 0.99).toFixed(1)} ms of ${costs.length}`,
    );
    await reader.close();
  }
}

async function measureArrivals(browser: Browser, { origin, core }: Site): Promise<void> {
  for (const address of [`${origin}/ours`, `${origin}/floor?live`]) {
    const isOurs = address.endsWith('ours');
    const reader = await newReader(browser, { name: '', cpu: 4 });
    await firstComment(reader, address);
    if (isOurs) await reader.page.locator('bandoc-comment-thread .up').waitFor();
    await reader.page.evaluate(() => {
      const long: number[] = Object.assign(globalThis, { long: [] as number[] }).long;
      new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
    await reader.cdp.send('Performance.enable');
    const worked = async () => (await reader.cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    const before = await worked();
    for (let i = 0; i < ARRIVALS; i += 1) {
      const key = `arrival-${isOurs ? 'o' : 'f'}-${String(i).padStart(11, '0')}`;
      const put = { t: 'put', id: 2, topic: TOPIC, key, op: 'add', data: { parent: null, text: `Vừa tới ${i}.` } };
      await core.post([{ t: 'hello', id: 1, v: [1], site: SITE, guest: { name: 'Lan' } }, put], undefined, { address: `10.0.0.${i % 200}` });
    }
    await reader.page.waitForFunction(
      (count) =>
        document.querySelector('bandoc-comment-thread')?.shadowRoot?.querySelector('.pill')?.textContent?.includes(String(count)) ??
        document.querySelectorAll('#floor li').length >= count,
      ARRIVALS,
    );
    const ms = ((await worked()) - before) * 1_000;
    const long = await reader.page.evaluate(() => (globalThis as unknown as { long: number[] }).long);
    console.log(
      `${ARRIVALS} arrivals × 4, ${isOurs ? 'ours' : 'floor'}: ${(ms / ARRIVALS).toFixed(2)} ms of the page's time each; tasks over 50 ms: ${long.length}${long.length ? `, the longest ${Math.max(...long).toFixed(0)} ms` : ''}`,
    );
    await reader.close();
  }
}

export async function run(under: string): Promise<void> {
  const { values } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '7' } } });
  const folder = mkdtempSync(join(under, 'bandoc-bench-'));
  const browser = await chromium.launch(await findChromium());
  const small = await openSite(folder, 10);
  const large = await openSite(folder, 10_000);
  try {
    console.log(`${values.rounds} rounds each, ${browser.browserType().name()} ${browser.version()}`);
    await measureFirst(browser, small, large, Number(values.rounds));
    await measureScrolling(browser, large);
    await measureTyping(browser, large);
    await measureArrivals(browser, large);
  } finally {
    await browser.close();
    await Promise.all([small.close(), large.close()]);
    rmSync(folder, { recursive: true });
  }
}

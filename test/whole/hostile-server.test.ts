import { expect, it } from 'vitest';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { newReader } from './reader.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const NOON = Date.parse('2020-10-22T12:00:00+07:00');

/** A comment as a server should send it, with what is wrong with it. */
const comment = (id: string, wrong: object = {}) => ({
  id,
  v: 1,
  c: 1,
  parent: null,
  author: { id: 'u1', name: 'Nguyễn Thị Lan' },
  time: NOON,
  state: 'shown',
  text: `Lời của ${id}.`,
  counts: { v: 1, replies: 0 },
  ...wrong,
});

const HOSTILE: Readonly<Record<string, readonly object[]>> = {
  'a name of 10 kB': [comment('a', { author: { id: 'u2', name: 'Nguyễn'.repeat(1_700) } })],
  'a name and a text that turn the page round': [comment('a', { author: { id: 'u2', name: '\u202eNguyễn\u0000 Lan\u200b' }, text: '\u202e\u2066Lời ngược.' })],
  'comments that answer each other in a ring, and one that answers itself': [
    comment('a', { parent: 'b' }),
    comment('b', { parent: 'a' }),
    comment('c', { parent: 'c' }),
  ],
  'an answer to what is not there': [comment('a', { parent: 'khong-co' })],
  'a chain of 200 answers': Array.from({ length: 200 }, (_, i) => comment(`a${i}`, { c: i + 1, parent: i ? `a${i - 1}` : null, counts: { v: 1, replies: 1 } })),
  '400 answers to one, of 5,000 it is said to have': [
    comment('a', { counts: { v: 1, replies: 5_000 } }),
    ...Array.from({ length: 398 }, (_, i) => comment(`a${i}`, { c: i + 2, parent: 'a' })),
  ],
  'the year 9999': [comment('a', { time: Date.parse('9999-12-31T23:59:59Z'), edited: Date.parse('9999-12-31T23:59:59Z') })],
  'the last moment that there is': [comment('a', { time: 8.64e15, editUntil: 8.64e15 })],
  'a moment after the last': [comment('a', { time: Number.MAX_SAFE_INTEGER })],
  'no author': [comment('a', { author: null })],
  'reactions, badges and mentions that are none': [
    comment('a', { counts: { v: 1, replies: 0, reactions: { like: '<b>', '': -1, toString: 1e300, __proto__: 3 } } }),
    comment('b', { author: { id: 'u', name: '', badges: ['', '<img src=x>', 'constructor'] }, mentions: [] }),
  ],
  'no items that are objects': [null, 3, 'x', []] as never,
};

/** What cannot be read at all, and is left out. */
const UNREADABLE = ['a moment after the last', 'no author', 'no items that are objects'];

it.each(Object.entries(HOSTILE))(
  '%s, against the protocol or all sense: shown sanely, or left out with one warning, and all else is there',
  async (what, items) => {
    const reader = await newReader();
    const { page } = reader;
    const name = `la-${Object.keys(HOSTILE).indexOf(what)}`;
    const snap = { t: 'snap', topic: `thread:${name}`, at: 'e:9', mode: 'full', total: 1, follow: 'off', now: NOON + 60_000 };
    const kept = comment('giu', { c: 9_999, text: 'Bình luận lành.' });
    await page.route(`**/v1/t/thread:${name}*`, (route) => route.fulfill({ json: { ...snap, items: [...items, kept] } }));
    // No connection mends what was read.
    await page.route(/\/bandoc\/v1$/, (route) => route.abort());
    await page.goto(await hostPage(page, paper, `/${name}`, `<bandoc-comment-thread thread="${name}"></bandoc-comment-thread>`));
    const thread = page.locator('bandoc-comment-thread');
    await thread.getByText('Bình luận lành.').waitFor();
    await thread
      .getByText(/đang nối lại/)
      .first()
      .waitFor();
    await thread
      .getByRole('button', { name: /^Xem cả|^Trả lời/ })
      .first()
      .click();
    await thread.getByRole('textbox').first().fill('Vẫn viết được.');
    expect(reader.faults.filter((fault) => fault.startsWith('exception'))).toEqual([]);
    expect(reader.warnings.length).toBe(UNREADABLE.includes(what) ? 1 : 0);
    expect(await thread.evaluate((element) => (element.shadowRoot?.querySelector('section')?.scrollWidth ?? 0) - element.clientWidth)).toBeLessThanOrEqual(0);
    await reader.context.close();
  },
);

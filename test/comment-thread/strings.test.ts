import { expect } from '@open-wc/testing';
import { afterEach, describe, it, vi } from 'vitest';
import { type CountStrings, countLocales } from '../../packages/comment-thread/src/count-strings.ts';
import { readDraft, writeDraft } from '../../packages/comment-thread/src/draft.ts';
import { type LivingStrings, livingLocales } from '../../packages/comment-thread/src/living-strings.ts';
import { fullTime, relativeTime, shownTime } from '../../packages/comment-thread/src/relative-time.ts';
import { sentenceOf, type ThreadStrings, threadLocales } from '../../packages/comment-thread/src/strings.ts';

type AllStrings = ThreadStrings & LivingStrings & CountStrings;
const wordsOf = async (lang: 'vi' | 'en') =>
  ({ ...(await countLocales[lang]?.()), ...(await threadLocales[lang]?.()), ...(await livingLocales[lang]?.()) }) as AllStrings;
const vietnamese = await wordsOf('vi');
const en = await wordsOf('en');

/** Every sentence of a language by its path, functions called with a number or a name. */
function sentences(words: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [[path + key, value] as const];
      if (typeof value === 'function')
        return [
          [path + key, String((value as (...given: unknown[]) => unknown)(key.startsWith('article') || key === 'replyTo' ? 'Lan' : 12, '15:00'))] as const,
        ];
      return [...sentences(value as object, `${path}${key}.`)];
    }),
  );
}

describe('the thread’s words', () => {
  it('are all there in both languages, none the same by mistake', () => {
    const [first, second] = [sentences(vietnamese), sentences(en)];
    expect([...first.keys()].sort()).to.deep.equal([...second.keys()].sort());
    for (const [path, sentence] of first) {
      expect(sentence.trim(), path).not.to.equal('');
      expect(sentence, path).to.equal(sentence.normalize('NFC'));
      if (path !== 'article' && path !== 'reactions.kinds.haha') expect(sentence, path).not.to.equal(second.get(path));
    }
  });

  it('place tone marks the older way', () => {
    for (const [path, sentence] of sentences(vietnamese)) expect(sentence, path).not.to.match(/(?<!q)(o[àáảãạ]|oe[̀́]|u[ỳýỷỹỵ])(?![a-zà-ỹ])/i);
  });

  it('count one and many, and group thousands as the language does', () => {
    expect(vietnamese.count(1240)).to.equal('1.240 bình luận');
    expect(en.count(1)).to.equal('1 comment');
    expect(en.count(1240)).to.equal('1,240 comments');
    expect(en.newReplies(1)).to.equal('1 new reply');
    expect(vietnamese.writing.left(-3)).to.equal('Quá 3 ký tự');
  });

  it('have a sentence for every code, known or not', () => {
    expect(sentenceOf(vietnamese.refusals, 'closed')).to.contain('ngừng nhận');
    for (const code of ['toString', 'never-heard-of', undefined]) expect(sentenceOf(vietnamese.refusals, code)).to.equal(vietnamese.refusals.other);
  });
});

describe('relative time', () => {
  const now = Date.parse('2020-10-22T15:00:00+07:00');
  it('goes from now over minutes, hours and days to the date', () => {
    const ago = (ms: number) => relativeTime(now - ms, now, 'vi', 'vừa xong');
    expect([0, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 86_400_000, 6.9 * 86_400_000].map(ago)).to.deep.equal([
      'vừa xong',
      'vừa xong',
      '1 phút trước',
      '59 phút trước',
      '1 giờ trước',
      '23 giờ trước',
      '1 ngày trước',
      '6 ngày trước',
    ]);
    expect(ago(7 * 86_400_000)).to.match(/15\D10\D2020/);
    expect(relativeTime(now + 5_000, now, 'vi', 'vừa xong')).to.equal('vừa xong');
    expect(relativeTime(now - 120_000, now, 'en', 'just now')).to.equal('2 minutes ago');
  });
  it('has a whole date besides, as clocks are where the paper is, or else the reader', () => {
    expect(fullTime(now, 'vi', 420))
      .to.contain('22 tháng 10')
      .and.to.contain('2020')
      .and.to.contain('15:00');
    expect(fullTime(now, 'vi', -600))
      .to.contain('21 tháng 10')
      .and.to.contain('22:00');
    expect(relativeTime(now, now + 8 * 86_400_000, 'vi', '', -600)).to.match(/21\D10\D2020/);
    const own = new Intl.DateTimeFormat('vi', { dateStyle: 'full', timeStyle: 'short' });
    expect(fullTime(now, 'vi')).to.equal(own.format(now));
  });
  it('has a date for times far off, before and to come, to the last that there is', () => {
    const year9999 = Date.parse('9999-12-31T23:59:59Z');
    expect(relativeTime(year9999, now, 'vi', 'vừa xong', 0)).to.match(/31\D12\D9999/);
    expect(fullTime(year9999, 'vi', 420)).to.contain('10000');
    expect(fullTime(8.64e15, 'vi', 420)).to.equal(fullTime(8.64e15, 'vi', 0));
    expect(relativeTime(0, now, 'vi', 'vừa xong', 420)).to.match(/01\D01\D1970/);
    expect(relativeTime(now, 8.64e15, 'vi', 'vừa xong', 420)).to.match(/22\D10\D2020/);
    expect(shownTime(8.64e15, -60)).to.equal(8.64e15 - 3_600_000);
  });
});

describe('a draft', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is kept by its place, and forgotten when empty', () => {
    writeDraft('s bai-1 ', 'một');
    writeDraft('s bai-2 ', 'hai');
    expect(readDraft('s bai-1 ')).to.equal('một');
    expect(localStorage.getItem('bandoc-draft s bai-1 ')).to.equal('một');
    writeDraft('s bai-1 ', '');
    expect(readDraft('s bai-1 ')).to.equal('');
    expect(localStorage.getItem('bandoc-draft s bai-1 ')).to.equal(null);
    writeDraft('s bai-2 ', '');
  });

  it('lives for the page where storage is blocked or full', () => {
    const blocked = () => {
      throw new DOMException('', 'SecurityError');
    };
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(blocked);
    expect(readDraft('bị chặn, chưa viết')).to.equal('');
    writeDraft('bị chặn', 'vẫn giữ');
    expect(readDraft('bị chặn')).to.equal('vẫn giữ');
    writeDraft('bị chặn', '');
    expect(readDraft('bị chặn')).to.equal('');
  });
});

import { countCodePoints } from '@bandoc/protocol';
import { describe, expect, it } from 'vitest';
import { readComments, readStories, readWaiting, SECTIONS, type SeedComment, type Story } from '../../examples/newspaper/src/content.ts';
import { FIRST_MOMENT } from '../../examples/newspaper/src/moving-clock.ts';
import { dayOf } from '../../examples/newspaper/src/paper-day.ts';

const stories = readStories();
const articles = stories.filter(({ brief }) => !brief);
const briefs = stories.filter(({ brief }) => brief);
const comments = readComments();

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);
const textOf = ({ title, lead = '', paragraphs }: Story) => [title, lead, ...paragraphs].join('\n');
const flatten = (list: readonly SeedComment[]): SeedComment[] => list.flatMap((one) => [one, ...flatten(one.replies ?? [])]);
const everyComment = [...comments.values()].flatMap(flatten);
const waiting = readWaiting();
const everyText = [...stories.map(textOf), ...[...everyComment, ...waiting].map(({ text }) => text)];

/** The sentences of a text of four words or more, without case and punctuation. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])["”’)]*\s+|\n+/)
    .map((sentence) => wordsOf(sentence.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, ' ')))
    .filter(({ length }) => length >= 4)
    .map((words) => words.join(' '));
}

describe('the paper’s texts', () => {
  it('are 40 articles of 150 words or more, each with a lead and an author, and 80 briefs of one paragraph', () => {
    expect(articles).toHaveLength(40);
    expect(briefs).toHaveLength(80);
    for (const { title, paragraphs, lead, by } of articles) {
      expect(wordsOf(paragraphs.join(' ')).length, title).toBeGreaterThanOrEqual(150);
      expect(lead, title).toBeTruthy();
      expect(by, title).toBeTruthy();
    }
    for (const { title, paragraphs } of briefs) expect(paragraphs, title).toHaveLength(1);
  });

  it('are from August 2020 to the first moment of the paper’s clock, several on some days and none on others', () => {
    for (const { title, at } of stories) {
      expect(at, title).toBeGreaterThanOrEqual(Date.parse('2020-08-01T00:00:00+07:00'));
      expect(at, title).toBeLessThanOrEqual(FIRST_MOMENT);
    }
    const days = stories.map(({ at }) => dayOf(at));
    const printed = new Set(days);
    const several = [...printed].filter((day) => days.filter((other) => other === day).length > 1);
    expect(several.length).toBeGreaterThan(10);
    // August, September and 22 days of October have 83 days.
    expect(printed.size).toBeLessThan(83 - 10);
    expect(printed).toContain('2020-10-22');
  });

  it('have a section of the paper, and each an address of its own', () => {
    for (const { title, section, slug } of stories) {
      expect(Object.keys(SECTIONS), title).toContain(section);
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length, slug).toBeLessThanOrEqual(64);
    }
    for (const section of Object.keys(SECTIONS)) expect(articles.filter((story) => story.section === section).length, section).toBeGreaterThan(3);
    expect(new Set(stories.map(({ slug }) => slug)).size).toBe(stories.length);
    expect(new Set(stories.map(({ title }) => title)).size).toBe(stories.length);
  });

  it('say no sentence twice, comments included', () => {
    const sentences = everyText.flatMap(sentencesOf);
    expect(sentences.length).toBeGreaterThan(1000);
    expect(sentences.filter((sentence, i) => sentences.indexOf(sentence) !== i)).toEqual([]);
  });

  it('are NFC, and put the tone mark where the paper does: hòa, khỏe, thủy', () => {
    const newPlacement = /(?:^|\P{L})((?:[bcdđghklmnprstvx]|ch|gh|kh|ng|nh|ph|th|tr)?(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]))(?!\p{L})/iu;
    for (const text of [...everyText, ...[...everyComment, ...waiting].map(({ name }) => name)]) {
      expect(text, text.slice(0, 60)).toBe(text.normalize('NFC'));
      expect(newPlacement.exec(text)?.[1]).toBeUndefined();
    }
    expect(newPlacement.exec('Hoà bình')?.[1]).toBe('Hoà');
  });

  it('report the day in Đống Đa with its facts', () => {
    const story = stories.find(({ slug }) => slug === 'dong-da-chin-muoi-nam-dan-van');
    expect(story?.section).toBe('ha-noi');
    expect(story?.at).toBe(Date.parse('2020-10-15T12:12:00+07:00'));
    expect(story?.by).toBe('Nguyệt Ánh');
    const text = story ? textOf(story) : '';
    for (const fact of ['90 năm', 'Kết luận số 114', '7-2015', '20 đoàn', '35 đơn vị', '89 tập thể', '77 cá nhân', 'bão số 6', 'Mặt trận Tổ quốc'])
      expect(text).toContain(fact);
  });
});

describe('the first comments', () => {
  it('are some 300 on a dozen articles', () => {
    expect(comments.size).toBe(12);
    expect(everyComment.length).toBeGreaterThanOrEqual(290);
    expect(everyComment.length).toBeLessThanOrEqual(330);
  });

  it('come after what they answer, and before the paper’s clock begins', () => {
    for (const [slug, list] of comments) {
      const story = articles.find((article) => article.slug === slug);
      expect(story, slug).toBeDefined();
      const look = (of: readonly SeedComment[], after: number) => {
        for (const { minutes, text, replies = [] } of of) {
          expect(minutes, text).toBeGreaterThan(after);
          expect((story?.at ?? 0) + minutes * 60_000, text).toBeLessThanOrEqual(FIRST_MOMENT);
          look(replies, minutes);
        }
      };
      look(list, 0);
    }
  });

  it('have names and words that any reader might send', () => {
    for (const { name, text } of everyComment) {
      expect(name.trim()).toBe(name);
      expect(name.length).toBeGreaterThan(0);
      expect(countCodePoints(name)).toBeLessThanOrEqual(40);
      expect(countCodePoints(text)).toBeLessThanOrEqual(2000);
    }
  });
});

import { SECTIONS } from './content.ts';
import type { Html } from './html.ts';
import { articlePage } from './pages/article-page.ts';
import { frontPage, frontStories } from './pages/front-page.ts';
import type { PageContext } from './pages/layout.ts';
import { archivePage, missingPage, sectionPage } from './pages/list-pages.ts';
import { archivePath, dayOf, readDay, vietnameseDay } from './paper-day.ts';
import type { StoryDesk } from './story-desk.ts';

/** What an address answers: a page, or where to look instead. */
export type Answer = { readonly status: number; readonly page: Html } | { readonly status: 303; readonly location: string };

/** What the routes stand on. */
export interface Newsroom {
  readonly desk: StoryDesk;
  /** The address that the paper is known by. */
  readonly origin: string;
  /** Where a page asks for the token of its reader, where only who is known to the paper may write. */
  readonly tokens: string | undefined;
  now(): number;
  /** Comments of each thread now. */
  countsOf(threads: readonly string[]): Promise<ReadonlyMap<string, number> | undefined>;
}

const ARCHIVE = /^\/tin-theo-ngay\/(\d{4})\/(\d\d)\/(\d\d)$/;

/** The page at a path of the paper; its bundle and comments come from `server`, '' where that is the page's own origin. */
export async function answerPath({ desk, origin, tokens, now, countsOf }: Newsroom, path: string, query: URLSearchParams, server: string): Promise<Answer> {
  const stories = desk.all();
  const contextOf = async (shown: readonly { readonly slug: string }[]): Promise<PageContext> => ({
    now: now(),
    server,
    origin,
    tokens,
    counts: await countsOf(shown.map(({ slug }) => slug)),
  });
  const missing = async (words: string): Promise<Answer> => ({ status: 404, page: missingPage(words, await contextOf([])) });

  if (path === '/') {
    const front = frontStories(stories);
    return { status: 200, page: frontPage(front, await contextOf([...front.lead, ...front.sections.flatMap(([, of]) => of), ...front.briefs])) };
  }
  if (path === '/tin-theo-ngay') {
    const [day, month, year] = ['ngay', 'thang', 'nam'].map((name) => query.get(name) ?? '') as [string, string, string];
    const asked = readDay(year, month, day);
    if (asked) return { status: 303, location: archivePath(asked) };
    return missing(query.size === 0 ? 'Xin chọn một ngày để mở báo ra ngày ấy.' : `Lịch không có ngày ${day}/${month}/${year}. Xin chọn ngày khác.`);
  }
  const archive = ARCHIVE.exec(path)?.slice(1) as [string, string, string] | undefined;
  if (archive) {
    const asked = readDay(...archive);
    if (!asked) return missing(`Lịch không có ngày ${vietnameseDay(archive.join('-'))}. Xin chọn ngày khác.`);
    const ofDay = stories.filter(({ at }) => dayOf(at) === asked);
    return { status: 200, page: archivePage(asked, stories, await contextOf(ofDay)) };
  }
  const [section = '', file, ...deeper] = path.slice(1).split('/');
  if (file === undefined && Object.hasOwn(SECTIONS, section)) {
    const ofSection = stories.filter((story) => story.section === section);
    return { status: 200, page: sectionPage(section, ofSection, await contextOf(ofSection)) };
  }
  const story = file?.endsWith('.html') && deeper.length === 0 ? desk.find(file.slice(0, -'.html'.length)) : undefined;
  if (story?.section === section) return { status: 200, page: articlePage(story, await contextOf([story])) };
  return missing('Trang này không có, hoặc đã chuyển đi nơi khác.');
}

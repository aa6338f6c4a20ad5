import { readdirSync, readFileSync } from 'node:fs';

/** What the paper prints: an article, or a brief, which has one paragraph and neither lead nor author. */
export interface Story {
  readonly slug: string;
  readonly title: string;
  readonly section: string;
  /** ms since 1970. */
  readonly at: number;
  readonly by?: string;
  readonly lead?: string;
  readonly paragraphs: readonly string[];
  readonly brief: boolean;
}

/** A reader's comment of the seed, with the replies to it. */
export interface SeedComment {
  readonly name: string;
  /** Minutes after the article. */
  readonly minutes: number;
  readonly text: string;
  /** What it said before it was edited. */
  readonly before?: string;
  /** Whether it is deleted since. */
  readonly gone?: boolean;
  readonly pinned?: boolean;
  readonly picked?: boolean;
  readonly replies?: readonly SeedComment[];
}

/** A comment of the seed that a moderator has to look at: who wrote it, and where. */
export interface WaitingComment {
  readonly thread: string;
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Why a moderator has rejected it since. */
  readonly rejected?: string;
}

/** The paper's sections, in the order of the masthead. */
export const SECTIONS: Readonly<Record<string, string>> = {
  'thoi-su': 'Thời sự',
  'ha-noi': 'Hà Nội',
  'kinh-te': 'Kinh tế',
  'giao-duc': 'Giáo dục',
  'van-hoa': 'Văn hóa',
  'doi-song': 'Đời sống',
};

const folder = new URL('../content/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const list = (path: string) => readdirSync(new URL(path, folder)).sort();

/** Every story of the paper, newest first. */
export function readStories(): Story[] {
  const articles = list('articles/').map((file) => parseStory(read(`articles/${file}`), false, file.replace(/\.txt$/, '')));
  const briefs = list('briefs/').flatMap((file) =>
    read(`briefs/${file}`)
      .split(/^---$/m)
      .map((block) => parseStory(block, true)),
  );
  return [...articles, ...briefs].sort(newestFirst);
}

/** The comments that the demo begins with, by article. */
export function readComments(): Map<string, readonly SeedComment[]> {
  return new Map(list('comments/').map((file) => [file.replace(/\.json$/, ''), JSON.parse(read(`comments/${file}`)) as SeedComment[]]));
}

/** The comments that wait when the demo begins. */
export function readWaiting(): WaitingComment[] {
  return JSON.parse(read('waiting.json')) as WaitingComment[];
}

/** The threads that take no comments any more. */
export function readLocked(): string[] {
  return JSON.parse(read('locked.json')) as string[];
}

export function newestFirst(a: Story, b: Story): number {
  return b.at - a.at || a.slug.localeCompare(b.slug);
}

/** Header lines `name: value`, an empty line, then one paragraph a line. */
function parseStory(text: string, brief: boolean, fileName?: string): Story {
  const [head = '', ...rest] = text.trim().split(/\n\s*\n/);
  const header = new Map(head.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const field = (name: string) => {
    const value = header.get(name);
    if (!value) throw new Error(`The story "${header.get('title') ?? head}" has no ${name}.`);
    return value;
  };
  const by = header.get('by');
  const lead = header.get('lead');
  return {
    slug: fileName ?? field('slug'),
    title: field('title'),
    section: field('section'),
    at: Date.parse(field('at')),
    ...(by !== undefined && { by }),
    ...(lead !== undefined && { lead }),
    paragraphs: rest.join('\n').split('\n').filter(Boolean),
    brief,
  };
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '@bandoc/protocol';
import { newestFirst, readStories, type Story } from './content.ts';
import { readJson, writeJson } from './data-folder.ts';

/** The paper's own system: what it has printed, and what was added since by hand. */
export interface StoryDesk {
  /** All stories, newest first. */
  all(): readonly Story[];
  find(slug: string): Story | undefined;
  /** Prints one more, or a changed one. */
  add(story: Story): void;
}

/** Stories added by hand lie in `stories.json` of the data folder; it is read again when another process has written it. */
export function openStoryDesk(data: string): StoryDesk {
  const file = join(data, 'stories.json');
  const printed = readStories();
  let stamp = 0;
  let stories = printed;
  const added = () => (readJson(file) as Story[] | undefined) ?? [];
  const all = () => {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed !== stamp) {
      const extra = added();
      const slugs = new Set(extra.map(({ slug }) => slug));
      stories = [...printed.filter(({ slug }) => !slugs.has(slug)), ...extra].sort(newestFirst);
      stamp = changed;
    }
    return stories;
  };
  return {
    all,
    find: (slug) => all().find((story) => story.slug === slug),
    add: (story) => writeJson(file, [...added().filter(({ slug }) => slug !== story.slug), story]),
  };
}

export function storyPath({ section, slug }: Story): string {
  return `/${section}/${slug}.html`;
}

/** What the comment server is told of a story: its thread is its slug, and it counts for the front page and its section. */
export function articleOf(story: Story, origin: string): Article {
  return { thread: story.slug, url: origin + storyPath(story), title: story.title, at: story.at, scopes: ['home', story.section] };
}

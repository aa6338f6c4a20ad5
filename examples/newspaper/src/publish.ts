import { parseArgs } from 'node:util';
import { createTokens } from '@bandoc/server';
import { SECTIONS, type Story } from './content.ts';
import { openDataFolder, readSecret } from './data-folder.ts';
import { openClock } from './moving-clock.ts';
import { articleOf, openStoryDesk, storyPath } from './story-desk.ts';

// `npm run publish -- "Tiêu đề"`: prints a story in the running demo, as a paper's own system would: it tells the comment server by one request.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { section: { type: 'string', default: 'thoi-su' }, thread: { type: 'string' }, today: { type: 'string' } },
});

const title = positionals.join(' ').normalize('NFC').trim();
const origin = `http://localhost:${process.env['PORT'] ?? 8080}`;

try {
  if (!title) throw new Error('Give the story a title: npm run publish -- "Tiêu đề"');
  if (!Object.hasOwn(SECTIONS, values.section)) throw new Error(`There is no section "${values.section}". There are: ${Object.keys(SECTIONS).join(', ')}.`);
  const data = openDataFolder();
  const at = values.today === 'now' ? Date.now() : openClock(data).now();
  const story: Story = { slug: values.thread ?? slugOf(title, at), title, section: values.section, at, by: 'Tòa soạn', paragraphs: [`${title}. Tin đang được cập nhật.`], brief: false };
  const token = await createTokens({ secret: readSecret(data), site: 'demo' }).issueHost(['articles']);
  const answer = await fetch(`${origin}/bandoc/v1/articles`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(articleOf(story, origin)),
  }).catch(() => {
    throw new Error(`Nobody answers at ${origin}: is the newspaper running (npm start), and on this PORT?`);
  });
  if (!answer.ok) throw new Error(`The server refused it: ${await answer.text()}`);
  openStoryDesk(data).add(story);
  console.log(`${origin}${storyPath(story)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** ASCII letters of the title, and the minute, so that two stories of one title differ. */
function slugOf(words: string, at: number): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${plain.slice(0, 50)}-${Math.floor(at / 60_000).toString(36)}`;
}

import { parseArgs } from 'node:util';
import type { Discovery } from '@bandoc/protocol';
import { createTokens } from '@bandoc/server';
import { SECTIONS, type Story } from './content.ts';
import { openDataFolder, readSecret } from './data-folder.ts';
import { articleOf, openStoryDesk, storyPath } from './story-desk.ts';

// `npm run publish -- "Tiêu đề" [--section ha-noi] [--thread name]`: prints a story in the running demo, as a paper's own system would:
// it tells the comment server by one request. HOST, PORT and DATA as at `npm start`.

const { HOST: host = 'localhost', PORT: port = '8080' } = process.env;
const origin = `http://${host}:${port}`;
const base = `${origin}/bandoc`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { section: { type: 'string', default: 'thoi-su' }, thread: { type: 'string' } },
  });
  const title = positionals.join(' ').normalize('NFC').replace(/\s+/g, ' ').trim();
  if (!title) throw new Error('Give the story a title: npm run publish -- "Tiêu đề"');
  if (!Object.hasOwn(SECTIONS, values.section)) throw new Error(`There is no section "${values.section}". There are: ${Object.keys(SECTIONS).join(', ')}.`);
  const data = openDataFolder();
  const at = await timeOfPaper();
  const story: Story = {
    slug: values.thread ?? slugOf(title, at),
    title,
    section: values.section,
    at,
    by: 'Tòa soạn',
    paragraphs: ['Tin đang được cập nhật.'],
    brief: false,
  };
  const token = await createTokens({ secret: readSecret(data), site: 'demo' }).issueHost(['articles']);
  const answer = await fetch(`${base}/v1/articles`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(articleOf(story, origin)),
  });
  if (answer.status === 401) throw new Error(`The paper at ${origin} does not know this secret: was it started with another DATA than ${data}?`);
  if (!answer.ok) throw new Error(`The server refused it: ${await answer.text()}`);
  openStoryDesk(data).add(story);
  console.log(`${origin}${storyPath(story)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The time by the running paper's clock, ms. */
async function timeOfPaper(): Promise<number> {
  const answer = await fetch(`${base}/v1`).catch(() => undefined);
  if (!answer?.ok) throw new Error(`No newspaper answers at ${origin}: is it running (npm start), and on this PORT?`);
  return ((await answer.json()) as Discovery).now;
}

/** ASCII letters of the title, and the minute, so that two stories of one title differ. */
function slugOf(title: string, at: number): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return `${plain || 'tin'}-${Math.floor(at / 60_000).toString(36)}`;
}

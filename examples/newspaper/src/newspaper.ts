import { existsSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counted, ServerFrame } from '@bandoc/protocol';
import { createServer, createTokens } from '@bandoc/server';
import sirv from 'sirv';
import { SECTIONS } from './content.ts';
import { readSecret } from './data-folder.ts';
import type { Html } from './html.ts';
import { openClock } from './moving-clock.ts';
import { articlePage } from './pages/article-page.ts';
import { frontPage, frontStories } from './pages/front-page.ts';
import type { PageContext } from './pages/layout.ts';
import { archivePage, missingPage, sectionPage } from './pages/list-pages.ts';
import { archivePath, readDay } from './paper-day.ts';
import { contentSecurityPolicy } from './policy.ts';
import { seedComments } from './seed.ts';
import { articleOf, openStoryDesk } from './story-desk.ts';

export interface NewspaperOptions {
  readonly data: string;
  readonly port: number;
  /** Serves the paper from this port too, its pages taking bundle and comments from the first. */
  readonly secondPort?: number;
  /** The same, and the comment server does not know that origin: what a page sees that is not on the list. */
  readonly unlistedPort?: number;
  /** Further origins whose pages may comment. */
  readonly origins?: readonly string[];
  /** Uses the machine's time and date. */
  readonly today?: boolean;
}

export interface Newspaper {
  readonly origin: string;
  readonly secondOrigin?: string;
  close(): Promise<void>;
}

const STYLES = fileURLToPath(new URL('../public', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../../packages/bandoc/dist/bundle', import.meta.url));

/** Starts the paper with its comment server on one port. Rejects with an error whose message says what to do. */
export async function startNewspaper(options: NewspaperOptions): Promise<Newspaper> {
  const { data, port } = options;
  const origin = `http://localhost:${port}`;
  const secondOrigin = options.secondPort && `http://localhost:${options.secondPort}`;
  const clock = options.today ? { now: Date.now } : openClock(data);
  const secret = readSecret(data);
  const desk = openStoryDesk(data);
  const settings = {
    site: 'demo',
    origins: [origin, `http://127.0.0.1:${port}`, ...(secondOrigin ? [secondOrigin] : []), ...(options.origins ?? [])],
  };
  const comments = await createServer({
    settings,
    secret,
    file: join(data, 'bandoc.sqlite'),
    clock,
    articles: desk.all().map((story) => articleOf(story, origin)),
  });
  const files = { styles: sirv(STYLES, { dev: true }), bundle: sirv(BUNDLE, { dev: true, setHeaders: setBundleHeaders }) };

  const countsOf = async (threads: readonly string[]) => {
    const snap = await comments.core.read('tally:home', { ids: [...threads].sort().join(',') }, { address: 'paper' });
    return new Map(snap.t === 'snap' ? (snap.items as Counted[]).map(({ id, count }) => [id, count]) : []);
  };

  /** A page of the paper, for pages whose bundle and comments come from `server` ('' = the same origin). */
  const pageOf = async (path: string, query: URLSearchParams, server: string): Promise<{ status: number; page?: Html; location?: string }> => {
    const stories = desk.all();
    const context = async (of: readonly { slug: string }[] = []): Promise<PageContext> => ({ now: clock.now(), server, origin, counts: await countsOf(of.map(({ slug }) => slug)) });
    if (path === '/') {
      const { lead, sections, briefs } = frontStories(stories);
      return { status: 200, page: frontPage(stories, await context([...lead, ...sections.flatMap(([, of]) => of), ...briefs])) };
    }
    if (path === '/tin-theo-ngay') {
      const [year, month, day] = ['nam', 'thang', 'ngay'].map((name) => query.get(name) ?? '') as [string, string, string];
      const asked = readDay(year, month, day);
      if (asked) return { status: 303, location: archivePath(asked) };
      return { status: 404, page: missingPage(`Không có ngày ${day}/${month}/${year}.`, await context()) };
    }
    const archive = /^\/tin-theo-ngay\/(\d{4})\/(\d\d)\/(\d\d)$/.exec(path);
    if (archive) {
      const asked = readDay(archive[1] as string, archive[2] as string, archive[3] as string);
      if (!asked) return { status: 404, page: missingPage(`Không có ngày ${archive[3]}/${archive[2]}/${archive[1]}.`, await context()) };
      return { status: 200, page: archivePage(asked, stories, await context(stories)) };
    }
    const [section = '', file] = path.slice(1).split('/');
    if (file === undefined && Object.hasOwn(SECTIONS, section)) {
      const of = stories.filter((story) => story.section === section);
      return { status: 200, page: sectionPage(section, of, await context(of)) };
    }
    const story = file?.endsWith('.html') ? desk.find(file.slice(0, -'.html'.length)) : undefined;
    if (story?.section === section) return { status: 200, page: articlePage(story, await context([story])) };
    return { status: 404, page: missingPage('Trang này không có, hoặc đã chuyển đi nơi khác.', await context()) };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, server: string) => {
    const url = new URL(request.url ?? '/', origin);
    const { status, page, location } = await pageOf(url.pathname, url.searchParams, server);
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy(server || origin),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      ...(location && { Location: location }),
    });
    response.end(request.method === 'HEAD' ? undefined : page?.source);
  };

  const paperAt = (server: string) => (request: IncomingMessage, response: ServerResponse) => {
    files.styles(request, response, () => {
      answer(request, response, server).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Báo gặp trục trặc, xin thử lại sau.');
      });
    });
  };

  const paper = paperAt('');
  const first = createHttpServer((request, response) => {
    if (comments.handle(request, response)) return;
    if (!request.url?.startsWith('/bandoc/')) return paper(request, response);
    request.url = request.url.slice('/bandoc'.length);
    files.bundle(request, response, () => void response.writeHead(404).end());
  });
  comments.attach(first);
  const others = [options.secondPort, options.unlistedPort].filter((other) => other !== undefined);
  const servers = [first, ...others.map(() => createHttpServer(paperAt(origin)))];
  try {
    for (const [i, server] of servers.entries()) await listen(server, [port, ...others][i] as number);
  } catch (error) {
    await comments.close();
    throw error;
  }

  const seeded = join(data, 'seeded');
  if (!existsSync(seeded)) {
    const token = await createTokens({ secret, site: settings.site }).issueHost(['import']);
    const post = async (frames: unknown[], auth: string) => {
      const reply = await fetch(`${origin}/bandoc/v1/frames`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${auth}` }, body: JSON.stringify(frames) });
      return (await reply.json()) as ServerFrame[];
    };
    writeFileSync(seeded, `${await seedComments({ post, token, desk })} comments\n`);
    await comments.core.project();
  }

  return {
    origin,
    ...(secondOrigin && { secondOrigin }),
    close: async () => {
      await comments.close();
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(server: HttpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: end what uses it, or choose another one, such as PORT=${port + 1} npm start.`) : error);
    });
    server.listen(port, () => resolve());
  });
}

/** Module scripts and their chunks are fetched with CORS by pages of other origins; a chunk's name has its hash, so it never changes. */
function setBundleHeaders(response: ServerResponse, path: string): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', path.includes('/chunks/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counted } from '@bandoc/protocol';
import { createServer, createTokens, type Server } from '@bandoc/server';
import { createBundleFiles } from './bundle-files.ts';
import { readSecret } from './data-folder.ts';
import { openClock } from './moving-clock.ts';
import { openPort } from './open-port.ts';
import { createPageListener } from './page-listener.ts';
import { SITE, signPerson } from './person-token.ts';
import { createPost } from './post-frames.ts';
import type { Newsroom } from './routes.ts';
import { seedComments, seedWaiting } from './seed.ts';
import { articleOf, openStoryDesk } from './story-desk.ts';

/** What a paper is started with. Ports may be 0: any that is free. */
export interface NewspaperOptions {
  /** The folder that is kept between starts. */
  readonly data: string;
  readonly port: number;
  /** Listens on this name alone, and is known by it; on all, known as `localhost`, unless given. */
  readonly host?: string | undefined;
  /** Serves the paper from this port too, its pages taking bundle and comments from the first. */
  readonly secondPort?: number;
  /** The same, and the comment server does not know that origin: what a page sees that is not on the list. */
  readonly unlistedPort?: number;
  /** Further origins whose pages may comment. */
  readonly origins?: readonly string[];
  /** Uses the machine's time and date. */
  readonly today?: boolean;
  /** Where the built bundle lies; what `npm run build` made unless given. */
  readonly bundle?: string;
}

/** A running paper. */
export interface Newspaper {
  readonly origin: string;
  readonly secondOrigin?: string;
  readonly unlistedOrigin?: string;
  close(): Promise<void>;
}

/** As many threads as one request for a tally takes (rule HT2). */
const MOST_THREADS = 100;

/** Starts the paper with its comment server on one port. Rejects with an error whose message says what to do. */
export async function startNewspaper(options: NewspaperOptions): Promise<Newspaper> {
  const { data, today = false } = options;
  const ends: Array<() => Promise<void>> = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  const open = async (port: number) => {
    const opened = await openPort(port, options.host);
    ends.push(opened.close);
    return opened;
  };
  try {
    // Before the database is opened: a second paper on the same data must end without having touched it.
    const first = await open(options.port);
    const second = options.secondPort === undefined ? undefined : await open(options.secondPort);
    const unlisted = options.unlistedPort === undefined ? undefined : await open(options.unlistedPort);
    const { origin } = first;
    const secret = readSecret(data);
    const desk = openStoryDesk(data);
    const clock = today ? { now: Date.now } : openClock(data);
    const comments = await createServer({
      settings: {
        site: SITE,
        hold: 'links',
        origins: [origin, origin.replace('localhost', '127.0.0.1'), ...(second ? [second.origin] : []), ...(options.origins ?? [])],
      },
      secret,
      file: join(data, 'bandoc.sqlite'),
      clock,
      articles: desk.all().map((story) => articleOf(story, origin)),
    });
    ends.push(comments.close);
    comments.attach(first.http);

    const newsroom: Newsroom = { desk, origin, now: () => clock.now(), countsOf: (threads) => countsOf(comments, threads) };
    const pages = createPageListener(newsroom, '');
    const bundle = createBundleFiles(options.bundle);
    first.serve((request, response) => {
      if (comments.handle(request, response)) return;
      if (request.url?.startsWith('/bandoc/')) bundle(request, response);
      else pages(request, response);
    });
    for (const other of [second, unlisted]) other?.serve(createPageListener(newsroom, origin));
    await seedOnce(data, `${origin}/bandoc`, secret, comments, newsroom);
    return {
      origin,
      ...(second && { secondOrigin: second.origin }),
      ...(unlisted && { unlistedOrigin: unlisted.origin }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Comments of each thread, as a page shows them before its counts are live. */
async function countsOf({ core }: Server, threads: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let i = 0; i < threads.length; i += MOST_THREADS) {
    const ids = threads
      .slice(i, i + MOST_THREADS)
      .sort()
      .join(',');
    const snap = await core.read('tally:home', { ids }, { address: 'the paper itself' });
    if (snap.t === 'snap') for (const { id, count } of snap.items as Counted[]) counts.set(id, count);
  }
  return counts;
}

/** The demo's first comments, by the public protocol, at the first start alone. */
async function seedOnce(data: string, base: string, secret: string, comments: Server, { desk }: Newsroom): Promise<void> {
  const seeded = join(data, 'seeded');
  if (existsSync(seeded)) return;
  const token = await createTokens({ secret, site: SITE }).issueHost(['import']);
  const count = await seedComments(createPost(base, token), desk);
  const waiting = await seedWaiting(async (person) => createPost(base, await signPerson(secret, person)));
  // So that the first front page has them: the projector would be a second later.
  await comments.core.project();
  writeFileSync(seeded, `${count} comments, ${waiting} wait\n`);
}

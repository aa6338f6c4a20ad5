import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokens } from '@bandoc/server';
import type { Backend } from './backends.ts';
import { createBundleFiles } from './bundle-files.ts';
import type { CommentServer } from './comment-server.ts';
import { readSecret } from './data-folder.ts';
import { startForeignServer } from './foreign-server.ts';
import { openClock } from './moving-clock.ts';
import { openPort } from './open-port.ts';
import { startOwnServer } from './own-server.ts';
import { createPageListener } from './page-listener.ts';
import { MODERATOR, type Person, SITE, signPerson } from './person-token.ts';
import { createPost } from './post-frames.ts';
import type { Newsroom } from './routes.ts';
import { placeComments, seedComments, seedWaiting, withoutActs } from './seed.ts';
import { seedActs } from './seed-acts.ts';
import { articleOf, openStoryDesk, type StoryDesk } from './story-desk.ts';
import { createVisitorTokens, VISITOR_TOKENS } from './visitor-tokens.ts';

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
  /** Keeps the comments in this backend instead of our own server, by the machine's time, in a folder of its own. */
  readonly backend?: { readonly name: string } & Backend;
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

/** Starts the paper with its comment server on one port. Rejects with an error whose message says what to do. */
export async function startNewspaper(options: NewspaperOptions): Promise<Newspaper> {
  const { data, backend, today = backend !== undefined } = options;
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
    const articles = desk.all().map((story) => articleOf(story, origin));
    const own = backend === undefined ? data : join(data, backend.name);
    mkdirSync(own, { recursive: true });
    const given = {
      site: SITE,
      secret,
      file: join(own, 'bandoc.sqlite'),
      origins: [origin, origin.replace('localhost', '127.0.0.1'), ...(second ? [second.origin] : []), ...(options.origins ?? [])],
    };
    const comments = await (backend === undefined ? startOwnServer(given, clock, articles) : startForeignServer(backend, given, articles));
    ends.push(comments.close);
    comments.attach(first.http);

    const tokens = comments.guests ? undefined : VISITOR_TOKENS;
    const visitors = createVisitorTokens(secret);
    const newsroom: Newsroom = { desk, origin, tokens, now: () => clock.now(), countsOf: comments.countsOf };
    const pages = createPageListener(newsroom, '');
    const bundle = createBundleFiles(options.bundle);
    first.serve((request, response) => {
      if (comments.handle(request, response)) return;
      if (tokens !== undefined && visitors(request, response)) return;
      if (request.url?.startsWith('/bandoc/')) bundle(request, response);
      else pages(request, response);
    });
    for (const other of [second, unlisted]) other?.serve(createPageListener(newsroom, origin));
    await seedOnce({ folder: own, base: `${origin}/bandoc`, secret, comments, desk, holds: backend === undefined });
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

interface Seeding {
  readonly folder: string;
  readonly base: string;
  readonly secret: string;
  readonly comments: CommentServer;
  readonly desk: StoryDesk;
  /** Whether there is a moderator's desk, to have something on it. */
  readonly holds: boolean;
}

/** The demo's first comments, by the public protocol, at the first start alone. */
async function seedOnce({ folder, base, secret, comments, desk, holds }: Seeding): Promise<void> {
  const seeded = join(folder, 'seeded');
  if (existsSync(seeded)) return;
  const token = await createTokens({ secret, site: SITE }).issueHost(['import']);
  const placed = placeComments(desk);
  const speakAs = async (person: Person) => createPost(base, await signPerson(secret, person));
  let count: number;
  let waiting = 0;
  if (holds) {
    count = await seedComments(createPost(base, token), placed, (person) => (person ? signPerson(secret, person) : Promise.resolve(token)));
    waiting = await seedWaiting(speakAs);
    await seedActs(await speakAs(MODERATOR), placed);
  } else count = await seedComments(createPost(base, token), withoutActs(placed));
  await comments.settle();
  writeFileSync(seeded, `${count} comments, ${waiting} wait\n`);
}

import type { Article, Counted } from '@bandoc/protocol';
import { createServer } from '@bandoc/server';
import { type CommentServer, type CommentServerOptions, countInParts } from './comment-server.ts';

/** What the paper's readers may feel about a comment. */
const REACTIONS = ['like', 'love', 'haha', 'sad', 'wow', 'angry'];

/** The reference server, in this process, by the paper's clock. */
export async function startOwnServer(
  { site, secret, file, origins }: CommentServerOptions,
  clock: { now(): number },
  articles: readonly Article[],
): Promise<CommentServer> {
  const server = await createServer({ settings: { site, hold: 'links', reactions: REACTIONS, origins }, secret, file, clock, articles });
  return {
    handle: (request, response) => server.handle(request, response),
    attach: (http) => server.attach(http),
    guests: true,
    countsOf: (threads) =>
      countInParts(threads, async (ids) => {
        const snap = await server.core.read('tally:home', { ids }, { address: 'the paper itself' });
        return snap.t === 'snap' ? (snap.items as Counted[]) : [];
      }),
    settle: () => server.core.project(),
    close: () => server.close(),
  };
}

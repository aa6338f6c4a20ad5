import { createServer, type Server, type ServerOptions } from '@bandoc/server';
import { fillThread, SITE } from './fill-thread.ts';

/** So often that no rate of the server is ever met, though each is kept. */
const ALWAYS = { burst: 1_000_000_000, every: 0.001 };

/** A whole server over a file with one thread of so many comments, which it makes where there is none. */
export async function openFilledServer(file: string, size: number, settings: Partial<ServerOptions['settings']> = {}): Promise<Server> {
  await fillThread(file, size);
  return createServer({
    settings: { site: SITE, threads: 'open', rates: { get: ALWAYS, add: ALWAYS, 'guest-add': ALWAYS }, ...settings },
    secret: 'a secret that nobody needs to keep for a bench',
    file,
  });
}

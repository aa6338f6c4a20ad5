import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createMemoryStorage, createServer, type Server } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { fill, LARGE, SLOW_PAGES, until, writerOf } from './slow-pages.ts';
import { later, SECRET } from './standing.ts';

/** The server on somebody's HTTP server, which goes on when the server ends. */
async function standOnHost(): Promise<{ server: Server; host: HttpServer; port: number; origin: string; base: string }> {
  const server = await createServer({
    secret: SECRET,
    storage: createMemoryStorage({ epoch: 'e1' }),
    log: () => undefined,
    settings: { site: 'demo', threads: 'open', slow: 60_000, ...LARGE },
  });
  const host = createHttpServer((request, response) => void server.handle(request, response));
  server.attach(host);
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  later(() => {
    host.closeAllConnections();
    host.close();
  });
  later(() => server.close());
  const { port } = host.address() as { port: number };
  return { server, host, port, origin: `http://127.0.0.1:${port}`, base: `http://127.0.0.1:${port}/bandoc` };
}

const SOCKETS = Object.entries(SLOW_PAGES).filter(([way]) => way !== 'stream');

describe.each(SOCKETS)('a server on somebody’s HTTP server that ends', (way, dial) => {
  it(`tells a page by ${way} why, also where that has to wait until the page reads`, async () => {
    const standing = await standOnHost();
    const write = await writerOf(standing);
    const [slow, brisk] = [dial(standing), dial(standing)];
    for (const page of [slow, brisk]) await until(() => page.frames.filter((frame) => frame.t === 'snap').length === 2);
    slow.pause();
    await fill(write, brisk);
    const closed = standing.server.close();
    await brisk.ended;
    slow.resume();
    await slow.ended;
    await closed;
    for (const page of [slow, brisk]) expect(page.frames.at(-1)).toMatchObject({ t: 'err', code: 'busy', retry: 2_000 });
  });

  it(`leaves it no connection of a page by ${way} that does not answer`, async () => {
    const standing = await standOnHost();
    const page = dial(standing);
    await until(() => page.frames.filter((frame) => frame.t === 'snap').length === 2);
    page.pause();
    await standing.server.close();
    const connections = () => new Promise((resolve) => standing.host.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(0);
  });

  it(`answers a page by ${way} that comes later`, async () => {
    const standing = await standOnHost();
    await standing.server.close();
    await dial(standing).ended;
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, createTokens, type Server, type ServerOptions } from '@bandoc/server';
import { afterEach } from 'vitest';

export const SECRET = 'a secret that is long enough to sign tokens with';
export const ORIGIN = 'https://bao.example';
export const tokens = createTokens({ secret: SECRET, site: 'demo' });

const stops: Array<() => Promise<void> | void> = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

export function later(stop: () => Promise<void> | void): void {
  stops.push(stop);
}

/** A file of its own for one test. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
  later(() => rmSync(folder, { recursive: true }));
  return join(folder, 'comments.db');
}

export interface Standing {
  readonly server: Server;
  readonly origin: string;
  readonly base: string;
}

/** A whole server on a port of its own, over a fresh file unless one is given. */
export async function stand(options: Omit<Partial<ServerOptions>, 'settings'> & { settings?: Partial<ServerOptions['settings']> } = {}): Promise<Standing> {
  const server = await createServer({
    secret: SECRET,
    file: options.file ?? freshFile(),
    log: () => undefined,
    ...options,
    settings: { site: 'demo', threads: 'open', origins: [ORIGIN], ...options.settings },
  });
  later(() => server.close());
  const port = await server.listen(0, '127.0.0.1');
  return { server, origin: `http://127.0.0.1:${port}`, base: `http://127.0.0.1:${port}/bandoc` };
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into what it got
  readonly body: any;
}

/** One request with exactly these headers: fetch would not let a test set its Origin. */
export function ask(
  address: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export function post(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

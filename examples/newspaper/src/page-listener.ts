import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { contentSecurityPolicy } from './policy.ts';
import { answerPath, type Newsroom } from './routes.ts';

const STYLES = fileURLToPath(new URL('../public', import.meta.url));

/** Answers requests for the paper's pages and their style sheet. `server` is the origin of bundle and comments, '' where it is the pages' own. */
export function createPageListener(newsroom: Newsroom, server: string): RequestListener {
  const styles = sirv(STYLES, { dev: true, etag: true });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy(server, request.headers.host),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    };
    const { path, query } = readAddress(request.url);
    const found = await answerPath(newsroom, path, query, server);
    if ('location' in found) response.writeHead(found.status, { ...headers, Location: found.location }).end();
    else response.writeHead(found.status, headers).end(request.method === 'HEAD' ? undefined : found.page.source);
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' }).end('Trang báo chỉ để đọc.\n');
      return;
    }
    styles(request, response, () => {
      answer(request, response).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Báo gặp trục trặc, xin thử lại sau.\n');
      });
    });
  };
}

/** Not by `URL`, which throws at addresses such as `//`. */
function readAddress(url = '/'): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '', query] = url.split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

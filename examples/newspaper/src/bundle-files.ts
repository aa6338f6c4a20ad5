import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** Where `npm run build` puts the bundle. */
const BUILT = fileURLToPath(new URL('../../../packages/bandoc/dist/bundle', import.meta.url));

/**
 * Serves the bundle below `/bandoc/`. Module scripts and their chunks are fetched with CORS by pages of other origins. A chunk has a hash in its
 * name, so it never changes; `bandoc.js` and `bandoc.css` are asked for again each time.
 */
export function createBundleFiles(folder = BUILT): RequestListener {
  const files = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders: (response, path) => {
      if (path.startsWith('/chunks/')) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    },
  });
  return (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    request.url = (request.url ?? '').slice('/bandoc'.length);
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('The bundle has no such file. `npm run build` makes it.\n');
    });
  };
}

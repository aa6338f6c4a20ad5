import type { Page } from 'playwright';
import type { Paper } from './paper.ts';

/**
 * Serves one page of somebody else's at `path` on the paper's origin: the two lines of the integration, then `body`.
 * Everything else that the page asks for is the real server's.
 */
export async function hostPage(
  page: Page,
  paper: Paper,
  path: string,
  body: string,
  options: { readonly stylesheet?: boolean; readonly lang?: string; readonly token?: string } = {},
): Promise<string> {
  const address = `${paper.origin}${path}`;
  const html = `<!doctype html><html lang="${options.lang ?? 'vi'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trang thử</title>
${options.stylesheet === false ? '' : '<link rel="stylesheet" href="/bandoc/bandoc.css">'}
<script type="module" src="/bandoc/bandoc.js" data-server="/bandoc"${options.token === undefined ? '' : ` data-token="${options.token}"`}></script>
<body>${body}</body></html>`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  return address;
}

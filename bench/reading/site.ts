import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from '@bandoc/server';
import { createBundleFiles } from '../../examples/newspaper/src/bundle-files.ts';
import { THREAD, TOPIC } from '../fill-thread.ts';
import { openFilledServer } from '../filled-server.ts';

/** One comment as the floor writes it: the same words in about as many elements. */
const FLOOR = `
const article = ({ author, text, time, id }) => '<article id="' + id + '"><p class="who"><b>' + author.name + '</b> <time>' + new Date(time).toLocaleString('vi') + '</time></p><p class="text">' + text + '</p><p class="acts"><button>Trả lời</button><button>Thích</button><button>…</button></p></article>';
const list = document.querySelector('#floor');
const read = async () => {
  const { items, at } = await (await fetch('/bandoc/v1/t/${TOPIC}')).json();
  const comments = items.filter((one) => 'text' in one);
  const all = Number(new URLSearchParams(location.search).get('all') ?? comments.length);
  list.innerHTML = Array.from({ length: all }, (_, i) => '<li>' + article(comments[i % comments.length]) + '</li>').join('');
  if (!location.search.includes('live')) return;
  new EventSource('/bandoc/v1/stream?t=${TOPIC}@' + encodeURIComponent(at)).onmessage = ({ data }) => {
    for (const { items = [] } of JSON.parse(data)) for (const one of items) if ('text' in one) list.insertAdjacentHTML('afterbegin', '<li>' + article(one) + '</li>');
  };
};
void read();
`;

const page = (body: string) => `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bài</title>
<style>body{max-width:680px;margin:0 auto;font:17px/1.6 sans-serif}</style><body>${body}`;

const PAGES: Readonly<Record<string, string>> = {
  '/ours': page(`<bandoc-comment-thread thread="${THREAD}"></bandoc-comment-thread><script type="module" src="/bandoc/bandoc.js"></script>`),
  '/floor': page(`<h2>Bình luận</h2><textarea></textarea><ol id="floor"></ol><script>${FLOOR}</script>`),
};

/** Two pages over one real server with so many comments: ours, and one that does the same with one fetch and innerHTML. */
export async function openSite(folder: string, size: number) {
  const files = createBundleFiles();
  const http = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path.startsWith('/bandoc/v1')) server.handle(request, response);
    else if (path.startsWith('/bandoc/')) files(request, response);
    else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(PAGES[path] ?? '');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: Server = await openFilledServer(`${folder}/${size}.db`, size, { origins: [origin] });
  server.attach(http);
  return {
    origin,
    core: server.core,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await server.close();
    },
  };
}

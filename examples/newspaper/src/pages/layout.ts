import { SECTIONS } from '../content.ts';
import { type Html, html } from '../html.ts';
import { archivePath, dateLine, dayOf } from '../paper-day.ts';

/** What every page needs besides its own content. */
export interface PageContext {
  /** The paper's clock, ms. */
  readonly now: number;
  /** Where bundle and comment server are: '' on the paper's own origin. */
  readonly server: string;
  /** The address a page is known by, whatever origin it was asked from. */
  readonly origin: string;
  /** Comments of each thread, for the words between the tags of a count. */
  /** Where the page asks for its reader's token, if anywhere. */
  readonly tokens: string | undefined;
  readonly counts: ReadonlyMap<string, number> | undefined;
}

/** A page's own content. */
export interface PageContent {
  readonly title: string;
  /** Path of the page's canonical address; a page that is not there has none. */
  readonly path?: string;
  readonly section?: string;
  readonly description?: string | undefined;
  readonly body: Html;
}

export function layout({ title, path, section, description, body }: PageContent, { now, server, origin, tokens }: PageContext): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | Báo Sông Tô</title>
${path !== undefined && html`<link rel="canonical" href="${origin}${path}">`}
<meta property="og:title" content="${title}">
${description !== undefined && html`<meta name="description" content="${description}">`}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/paper.css">

<link rel="stylesheet" href="${server}/bandoc/bandoc.css">
${script(server, tokens)}
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung</a>
<header class="masthead">
<p class="name"><a href="/">Báo Sông Tô</a></p>
<p class="date">${dateLine(now)}</p>
</header>
<nav class="sections" aria-label="Chuyên mục">
<ul>${Object.entries(SECTIONS).map(
    ([id, name]) => html`
<li><a href="/${id}" aria-current="${id !== section ? 'false' : path === `/${id}` ? 'page' : 'true'}">${name}</a></li>`,
  )}
</ul>
</nav>
<main id="noi-dung">
${body}
</main>
<footer class="imprint">
<p><a href="${archivePath(dayOf(now))}">Báo ra hôm nay</a></p>
<p><b>Báo Sông Tô</b> là tờ báo tưởng tượng, dựng để giới thiệu thư viện mã nguồn mở Bạn Đọc. Nhân vật, con số và địa điểm trong bài đều do người viết đặt ra.</p>
</footer>
</body>
</html>
`;
}

/** The one script tag; with the address that says who reads, where there is one. */
function script(server: string, tokens: string | undefined): Html {
  return tokens === undefined
    ? html`<script type="module" src="${server}/bandoc/bandoc.js" data-server="${server}/bandoc"></script>`
    : html`<script type="module" src="${server}/bandoc/bandoc.js" data-server="${server}/bandoc" data-token="${tokens}"></script>`;
}

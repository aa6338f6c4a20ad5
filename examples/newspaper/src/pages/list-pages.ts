import { SECTIONS, type Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { archivePath, dayOf, shiftDay, vietnameseDay, weekdayOf } from '../paper-day.ts';
import { dateSelector } from './date-selector.ts';
import { headline } from './headline.ts';
import { layout, type PageContext } from './layout.ts';

/** Everything of one section, newest first. */
export function sectionPage(section: string, stories: readonly Story[], context: PageContext): Html {
  const name = SECTIONS[section] ?? section;
  return layout(
    {
      title: name,
      path: `/${section}`,
      section,
      body: html`<h1>${name}</h1>
<div class="list">${stories.map((story) => headline(story, context, 'h2'))}
</div>
<div class="after">${dateSelector(context)}</div>`,
    },
    context,
  );
}

/** The paper of one day; a day without a paper names the nearest ones that have one. */
export function archivePage(day: string, stories: readonly Story[], context: PageContext): Html {
  const found = stories.filter(({ at }) => dayOf(at) === day);
  const days = [...new Set(stories.map(({ at }) => dayOf(at)))].sort();
  const before = days.filter((other) => other < day).at(-1);
  const after = days.find((other) => other > day);
  const link = (other: string, way: string) => html`<a rel="${way}" href="${archivePath(other)}">${weekdayOf(other)}, ${vietnameseDay(other)}</a>`;
  return layout(
    {
      title: `Báo ra ngày ${vietnameseDay(day)}`,
      path: archivePath(day),
      body: html`<h1>Báo ra ${weekdayOf(day)}, ngày ${vietnameseDay(day)}</h1>
${
  found.length > 0
    ? html`<p class="found">${found.length} bài</p><div class="list">${found.map((story) => headline(story, context, 'h2'))}
</div>`
    : html`<p class="found">${day > dayOf(context.now) ? 'Ngày này chưa đến, báo chưa ra.' : 'Ngày này báo không có bài nào.'}</p>`
}
<nav class="near" aria-label="Ngày khác">
${before !== undefined && html`<p>Trước đó: ${link(before, 'prev')}</p>`}
${after !== undefined && html`<p>Sau đó: ${link(after, 'next')}</p>`}
</nav>
<div class="after">${dateSelector(context, day)}</div>`,
    },
    context,
  );
}

/** There is nothing at this address, or no such day. */
export function missingPage(words: string, context: PageContext): Html {
  const today = dayOf(context.now);
  return layout(
    {
      title: 'Không tìm thấy',
      body: html`<h1>Không tìm thấy</h1>
<p>${words}</p>
<p><a href="/">Về trang nhất</a> · <a href="${archivePath(shiftDay(today, -1))}">Báo hôm qua</a></p>
<div class="after">${dateSelector(context)}</div>`,
    },
    context,
  );
}

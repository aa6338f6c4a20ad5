import type { Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { isoOf, stampOf } from '../paper-day.ts';
import { storyPath } from '../story-desk.ts';
import type { PageContext } from './layout.ts';

/** The line under a headline: `15/10/2020 12:12 | 0`, the number kept up to date by the page's count. */
export function stamp(story: Story, { counts }: PageContext): Html {
  return html`<p class="stamp"><time datetime="${isoOf(story.at)}">${stampOf(story.at)}</time> | <a href="${storyPath(story)}#binh-luan"><bandoc-comment-count thread="${story.slug}" live>${counts.get(story.slug) ?? 0}</bandoc-comment-count></a></p>`;
}

/** A story as it stands in a list. */
export function headline(story: Story, context: PageContext, level: 'h2' | 'h3' = 'h3'): Html {
  const title = html`<a href="${storyPath(story)}">${story.title}</a>`;
  return html`
<article class="headline">
${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${story.lead && html`<p class="lead">${story.lead}</p>`}
${stamp(story, context)}
</article>`;
}

/** "Chọn ngày", with what a page without our script has in its place. */
export function dateSelector(day?: string): Html {
  const [year, month, date] = day?.split('-') ?? [];
  const choices = (from: number, to: number, chosen: string | undefined) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).map((n) => html`<option${Number(chosen) === n ? html` selected` : undefined}>${n}</option>`);
  return html`<bandoc-date-selector href-template="/tin-theo-ngay/{yyyy}/{mm}/{dd}"${day ? html` value="${day}"` : undefined}>
<form class="days" action="/tin-theo-ngay">
<fieldset><legend>Chọn ngày</legend>
<label>Ngày <select name="ngay">${choices(1, 31, date)}</select></label>
<label>Tháng <select name="thang">${choices(1, 12, month)}</select></label>
<label>Năm <select name="nam">${choices(2020, 2020, year)}</select></label>
<button>Xem</button></fieldset>
</form>
</bandoc-date-selector>`;
}

import type { Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { isoOf, stampOf } from '../paper-day.ts';
import { storyPath } from '../story-desk.ts';
import type { PageContext } from './layout.ts';

/** The line under a headline: `15/10/2020 12:12 | 0`, the number kept up to date by the page's count; without one where nobody counts. */
export function stamp(story: Story, { counts }: PageContext): Html {
  const count =
    counts &&
    html` | <a href="${storyPath(story)}#binh-luan"><bandoc-comment-count thread="${story.slug}" live>${counts.get(story.slug) ?? 0}</bandoc-comment-count></a>`;
  return html`<p class="stamp"><time datetime="${isoOf(story.at)}">${stampOf(story.at)}</time>${count}</p>`;
}

/** A story as it stands in a list. */
export function headline(story: Story, context: PageContext, level: 'h2' | 'h3' = 'h3'): Html {
  const title = html`<a href="${storyPath(story)}">${story.title}</a>`;
  return html`
<article class="headline">
${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${story.lead !== undefined && html`<p class="lead">${story.lead}</p>`}
${stamp(story, context)}
</article>`;
}

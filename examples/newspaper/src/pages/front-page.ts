import { SECTIONS, type Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { dateSelector } from './date-selector.ts';
import { headline } from './headline.ts';
import { layout, type PageContext } from './layout.ts';

const BESIDE_LEAD = 4;
const IN_SECTION = 3;
const BRIEFS = 8;

/** What stands on the front page: beside each section's id its stories. */
export interface Front {
  readonly lead: readonly Story[];
  readonly sections: ReadonlyArray<readonly [id: string, stories: readonly Story[]]>;
  readonly briefs: readonly Story[];
}

/** Chooses the front page's stories, each once. */
export function frontStories(stories: readonly Story[]): Front {
  const articles = stories.filter(({ brief }) => !brief);
  const lead = articles.slice(0, 1 + BESIDE_LEAD);
  const rest = articles.slice(1 + BESIDE_LEAD);
  return {
    lead,
    sections: Object.keys(SECTIONS).map((id) => [id, rest.filter(({ section }) => section === id).slice(0, IN_SECTION)]),
    briefs: stories.filter(({ brief }) => brief).slice(0, BRIEFS),
  };
}

export function frontPage({ lead, sections, briefs }: Front, context: PageContext): Html {
  return layout(
    {
      title: 'Trang nhất',
      path: '/',
      body: html`<h1 class="unseen">Trang nhất</h1>
<div class="front">
<section class="top" aria-label="Tin chính">${lead.map((story) => headline(story, context, 'h2'))}
</section>
<aside class="briefs" aria-labelledby="tin-van">
<h2 id="tin-van">Tin vắn</h2>${briefs.map((story) => headline(story, context))}
<div class="archive">${dateSelector(context)}</div>
</aside>
</div>
<div class="columns">${sections.map(
        ([id, of]) => html`
<section aria-labelledby="muc-${id}">
<h2 id="muc-${id}"><a href="/${id}">${SECTIONS[id]}</a></h2>${of.map((story) => headline(story, context))}
</section>`,
      )}
</div>`,
    },
    context,
  );
}

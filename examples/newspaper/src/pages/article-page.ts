import type { Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { dayOf } from '../paper-day.ts';
import { storyPath } from '../story-desk.ts';
import { dateSelector, stamp } from './headline.ts';
import { layout, type PageContext } from './layout.ts';

export function articlePage(story: Story, context: PageContext): Html {
  const address = encodeURIComponent(context.origin + storyPath(story));
  return layout(
    {
      title: story.title,
      path: storyPath(story),
      section: story.section,
      ...(story.lead && { description: story.lead }),
      body: html`<article class="story">
<h1>${story.title}</h1>
${stamp(story, context)}
${story.lead && html`<p class="lead">${story.lead}</p>`}
${story.paragraphs.map((paragraph) => html`<p>${paragraph}</p>
`)}
${story.by && html`<p class="by">${story.by}</p>`}
</article>
<div class="after">
<bandoc-share-bar>
<p class="share"><a href="https://www.facebook.com/sharer/sharer.php?u=${address}">Chia sẻ lên Facebook</a> · <a href="mailto:?subject=${encodeURIComponent(story.title)}&amp;body=${address}">Gửi qua thư</a></p>
</bandoc-share-bar>

${dateSelector(dayOf(story.at))}

<section id="binh-luan">
<bandoc-comment-thread thread="${story.slug}">
<p>Bình luận hiện ra ở đây khi trình duyệt chạy JavaScript.</p>
</bandoc-comment-thread>
</section>
</div>`,
    },
    context,
  );
}

import { shareAddress } from '@bandoc/share-bar/share-address';
import { SECTIONS, type Story } from '../content.ts';
import { type Html, html } from '../html.ts';
import { dayOf } from '../paper-day.ts';
import { storyPath } from '../story-desk.ts';
import { dateSelector } from './date-selector.ts';
import { stamp } from './headline.ts';
import { layout, type PageContext } from './layout.ts';

/** One story, and what a reader can do with it: share it, open the paper of another day, comment. */
export function articlePage(story: Story, context: PageContext): Html {
  const path = storyPath(story);
  const page = { url: context.origin + path, title: story.title };
  return layout(
    {
      title: story.title,
      path,
      section: story.section,
      description: story.lead ?? story.paragraphs[0],
      body: html`<article class="story">
<p class="kicker"><a href="/${story.section}">${SECTIONS[story.section]}</a></p>
<h1>${story.title}</h1>
${stamp(story, context)}
${story.lead !== undefined && html`<p class="lead">${story.lead}</p>`}
${story.paragraphs.map(
  (paragraph) => html`<p>${paragraph}</p>
`,
)}
${story.by !== undefined && html`<p class="by">${story.by}</p>`}
</article>
<div class="after">
<bandoc-share-bar>
<p class="share">Chia sẻ: <a href="${shareAddress('zalo', page)}">Zalo</a> <a href="${shareAddress('facebook', page)}">Facebook</a> <a href="${shareAddress('email', page)}">Thư điện tử</a></p>
</bandoc-share-bar>

${dateSelector(context, dayOf(story.at))}

<section id="binh-luan">
<bandoc-comment-thread thread="${story.slug}">
<p>Bình luận đang được mở. Phần này cần JavaScript và một trình duyệt không quá cũ; bài báo thì đọc được trọn vẹn không cần đến nó.</p>
</bandoc-comment-thread>
</section>
</div>`,
    },
    context,
  );
}

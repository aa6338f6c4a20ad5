import { html, type TemplateResult } from 'lit';
import type { Inline } from './inline-marks.ts';
import { marksStyles } from './marks.styles.ts';
import { type Block, parseMarks } from './marks.ts';
import { marksStrings } from './marks-strings.ts';

/** Shows a text with its marks: elements and text nodes, never a string of HTML. Undefined where it has none: it is shown as it is. */
export type MarkedText = (text: string, lang: string) => TemplateResult | undefined;

/** Brings the looks of marks to a thread, and answers what shows them there: its comments and its preview alike. */
export function createMarkedText(root: ShadowRoot): MarkedText {
  root.adoptedStyleSheets.push(marksStyles.styleSheet as CSSStyleSheet);
  return (text, lang) => {
    const blocks = parseMarks(text);
    if (blocks.every((block) => block.type === 'paragraph' && block.children.every((one) => one.type === 'text'))) return undefined;
    const { spoiler } = marksStrings[lang] ?? marksStrings.vi;
    return html`<div class="text marked">${blocks.map((block) => renderBlock(block, spoiler))}</div>`;
  };
}

function renderBlock(block: Block, spoiler: string): TemplateResult {
  const row = (all: readonly Inline[]) => all.map((one) => renderInline(one, spoiler));
  if (block.type === 'list') return html`<ul>${block.items.map((item) => html`<li dir="auto">${row(item)}</li>`)}</ul>`;
  return block.type === 'quote' ? html`<blockquote dir="auto">${row(block.children)}</blockquote>` : html`<p dir="auto">${row(block.children)}</p>`;
}

function renderInline(one: Inline, spoiler: string): unknown {
  if (one.type === 'text') return one.text;
  if (one.type === 'code') return html`<code>${one.text}</code>`;
  if (one.type === 'link') return html`<a href=${one.href} target="_blank" rel="nofollow ugc noopener noreferrer">${one.href}</a>`;
  const words = one.children.map((child) => renderInline(child, spoiler));
  if (one.type === 'strong') return html`<strong>${words}</strong>`;
  if (one.type === 'em') return html`<em>${words}</em>`;
  return html`<span class="spoiler" @click=${onSpoiler}><button type="button" aria-expanded="false">${spoiler}</button> <span><span>${words}</span></span></span>`;
}

/** Its button opens and closes it; the covered words are a wider place to open it by. */
function onSpoiler({ currentTarget, target }: Event): void {
  const button = (currentTarget as Element).querySelector('button');
  const open = button?.getAttribute('aria-expanded') === 'true';
  if (!open || target === button) button?.setAttribute('aria-expanded', String(!open));
}

import type { ThreadEntry } from '@bandoc/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { LivingStrings } from './living-strings.ts';
import type { sentenceOf } from './strings.ts';
import type { ThreadActs } from './thread-acts.ts';

/** What goes before the word of a kind that everybody knows. */
const SIGNS: Readonly<Record<string, string>> = { like: '👍', love: '❤️', haha: '😄', sad: '😢', wow: '😮', angry: '😠' };
/** The same few that are most are shown beside the number. */
const MOST_SIGNS = 3;

const compact = new Map<string, Intl.NumberFormat>();

/** A count as its readers write it: exact up to 999, then "1,2 N". */
export function countWords(count: number, lang: string): string {
  if (count < 1_000) return String(count);
  let format = compact.get(lang);
  if (!format) compact.set(lang, (format = new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 })));
  return format.format(count);
}

/**
 * How many readers react to a comment, and this reader's own reaction: one button sets it or takes it back, and where the paper has several
 * kinds, another opens all of them.
 */
export function renderReactions(entry: ThreadEntry, lang: string, { reactions: words }: LivingStrings, acts: ThreadActs): unknown {
  const { kinds } = acts;
  const [first] = kinds;
  if (entry.state !== 'shown' || entry.sending || first === undefined) return nothing;
  const { id, author, reaction, reactions } = entry;
  const total = Object.values(reactions).reduce((sum, count) => sum + count, 0);
  const says = [labelOf(reaction ?? first, words), total > 0 ? countWords(total, lang) : ''].filter(Boolean).join(' ');
  const given = Object.keys(reactions)
    .sort((a, b) => (reactions[b] ?? 0) - (reactions[a] ?? 0))
    .slice(0, MOST_SIGNS)
    .map((kind) => SIGNS[kind] ?? '');
  if (acts.closing.signedOut) return total > 0 ? html`<span class="note" aria-label=${words.count(total)}>${given} ${countWords(total, lang)}</span>` : nothing;
  return html`<button class="quiet react" aria-pressed=${reaction !== undefined} aria-label=${`${says}, ${words.ofComment(author.name)}`} @click=${() => acts.react(entry, reaction === undefined ? first : null)}>${says}${kinds.length > 1 && total > 0 ? html` <span aria-hidden="true">${given}</span>` : nothing}</button>
    ${kinds.length > 1 ? html`<button class="quiet kinds" aria-expanded=${acts.choosing === id} aria-label=${words.others(author.name)} @click=${() => acts.choose(acts.choosing === id ? undefined : entry)}>+</button>` : nothing}`;
}

/** All kinds, below the comment whose reader asked for them. */
export function renderKinds(entry: ThreadEntry, { reactions: words }: LivingStrings, acts: ThreadActs): TemplateResult | typeof nothing {
  if (acts.choosing !== entry.id) return nothing;
  const choice = (kind: string) => {
    const own = entry.reaction === kind;
    return html`<button aria-pressed=${own} @click=${() => acts.react(entry, own ? null : kind)}><span aria-hidden="true">${SIGNS[kind]}</span> ${labelOf(kind, words)}</button>`;
  };
  return html`<div
    class="choice"
    role="group"
    aria-label=${words.others(entry.author.name)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') acts.choose(undefined, entry);
    }}
  >
    ${acts.kinds.map(choice)}
  </div>`;
}

/** Why a reaction was not taken. */
export function renderRefusedReaction({ acts = [] }: ThreadEntry, words: LivingStrings, say: typeof sentenceOf): TemplateResult | typeof nothing {
  const refused = acts.find(({ op, sending }) => op === 'react' && sending === 'refused');
  return refused ? html`<p class="wrong" role="alert">${say(words.reactions.refusals, refused.failure?.code)}</p>` : nothing;
}

/** A kind of the paper's own has no words of ours: its name is shown. */
function labelOf(kind: string, { kinds }: LivingStrings['reactions']): string {
  return Object.hasOwn(kinds, kind) ? (kinds[kind] as string) : kind;
}

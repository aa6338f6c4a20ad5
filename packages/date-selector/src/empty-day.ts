import { html, nothing, type TemplateResult } from 'lit';
import type { ChoiceStrings } from './choice-strings.ts';
import type { NearestDays } from './nearest-days.ts';

/** A day without articles, and where the reader may go instead. */
export interface EmptyDay extends NearestDays {
  readonly day: string;
}

/** "Ngày 4/10/2020 không có bài. Gần nhất: 3/10/2020 · 5/10/2020", with links where days are links. */
export function renderEmptyDay(
  { day, before, after }: EmptyDay,
  words: ChoiceStrings,
  href: (day: string) => string | undefined,
  choose: (day: string) => void,
): TemplateResult {
  const near = [before, after].filter((each) => each !== undefined);
  const onClick = (event: MouseEvent, each: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(each);
  };
  const one = (each: string) => {
    const address = href(each);
    return address === undefined
      ? html` <button type="button" class="near" @click=${(event: MouseEvent) => onClick(event, each)}>${words.shortDay(each)}</button>`
      : html` <a class="near" href=${address} @click=${(event: MouseEvent) => onClick(event, each)}>${words.shortDay(each)}</a>`;
  };
  return html`${words.faults.emptyDay(day)} ${near.length > 0 ? html`${words.faults.nearest}${near.map(one)}` : nothing}`;
}

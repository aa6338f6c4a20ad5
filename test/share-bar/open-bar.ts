import '@bandoc/share-bar/register';
import type { ShareBar, TargetId } from '@bandoc/share-bar';
import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { until } from '../setup/until.ts';

export const ADDRESS = 'https://bao.example/cho-dem.html';

/** A bar on the page, with its words. */
export async function openBar(
  template: TemplateResult = html`<bandoc-share-bar lang="vi" url=${ADDRESS} headline="Chợ đêm"></bandoc-share-bar>`,
): Promise<ShareBar> {
  const element = await fixture<ShareBar>(template);
  await until(() => targetsOf(element).length);
  return element;
}

export function targetsOf(element: ShareBar): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part~=target]') ?? [])];
}

export function namesOf(element: ShareBar): (string | null)[] {
  return targetsOf(element).map((target) => target.getAttribute('aria-label'));
}

export function targetOf(element: ShareBar, id: TargetId): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(`[part~=${id}]`);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

export function fieldOf(element: ShareBar): HTMLInputElement | null {
  return element.shadowRoot?.querySelector('input') ?? null;
}

export function saidBy(element: ShareBar): string {
  return element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
}

/** Everything the bar tells the page, as it comes: `copy copied https://…`. */
export function choicesOf(element: ShareBar): string[] {
  const seen: string[] = [];
  element.addEventListener('bandoc-share-chosen', ({ detail }) => seen.push(`${detail.target} ${detail.outcome} ${detail.url}`));
  return seen;
}

/** Gives the browser a share sheet, or (undefined) takes it away; returns the way back. */
export function setShareSheet(share: ((data: ShareData) => Promise<void>) | undefined, canShare = () => true): () => void {
  const sheet = { share, canShare: share && canShare };
  for (const [name, value] of Object.entries(sheet)) Object.defineProperty(navigator, name, { configurable: true, value });
  return () => {
    for (const name of Object.keys(sheet)) Reflect.deleteProperty(navigator, name);
  };
}

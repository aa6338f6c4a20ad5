import { cleanAddress } from './clean-address.ts';

/** What is shared: an address, a title as plain text, and optionally words that go with it in the title's place. */
export interface Shareable {
  readonly url: string;
  readonly title: string;
  readonly text?: string;
}

/**
 * What a page shares unless it is told: its canonical address, else where it is without the fragment; `og:title`, else its title. `url` and
 * `headline` come before those where they are given (not empty, null or missing) and can be used. It is clean, and undefined on a page that has no
 * http(s) address at all.
 */
export function pageShareable(page: Document, url: string | null, headline: string | null): Shareable | undefined {
  const canonical = page.querySelector<HTMLLinkElement>('link[rel~=canonical][href]')?.href;
  const addresses = [url, canonical, page.location.href.replace(/#.*/, '')];
  const address = addresses.map((each) => each && cleanAddress(each, page.baseURI)).find(Boolean);
  const title = headline || page.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content || page.title;
  return address ? { url: address, title: cleanWords(title) } : undefined;
}

/** Words as they may leave the page: in NFC and on one line. */
export function cleanWords(words: string): string {
  return words.normalize('NFC').replace(/\s+/g, ' ').trim();
}

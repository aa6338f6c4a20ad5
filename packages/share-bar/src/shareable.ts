import { cleanAddress } from './clean-address.ts';

/** What is shared: an address, a title as plain text, and optionally words that go with it in the title's place. */
export interface Shareable {
  readonly url: string;
  readonly title: string;
  readonly text?: string;
}

/** The same as it may leave the page: the address cleaned, words in NFC and on one line. Undefined when the address is not http(s). */
export function cleanShareable({ url, title, text }: Shareable, page?: string): Shareable | undefined {
  const address = cleanAddress(url, page);
  return address ? { url: address, title: cleanWords(title), ...(text && { text: cleanWords(text) }) } : undefined;
}

/**
 * What a page shares unless it is told: its canonical address, else where it is without the fragment; `og:title`, else its title. `url` and
 * `headline` come before those where they are given (not empty, null or missing) and can be used. Undefined on a page that has no http(s) address at all.
 */
export function pageShareable(page: Document, url: string | null, headline: string | null): Shareable | undefined {
  const canonical = page.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href;
  const title = headline || page.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content || page.title;
  for (const address of [url, canonical, page.location.href.replace(/#.*/, '')]) {
    const shareable = address && cleanShareable({ url: address, title }, page.baseURI);
    if (shareable) return shareable;
  }
  return undefined;
}

function cleanWords(words: string): string {
  return words.normalize('NFC').replace(/\s+/g, ' ').trim();
}

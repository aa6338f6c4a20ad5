import { cleanAddress } from './clean-address.ts';
import { isTargetId, type LinkTargetId, SHARE_TARGETS, type ShareTarget } from './share-targets.ts';
import { cleanWords, type Shareable } from './shareable.ts';

export { cleanAddress } from './clean-address.ts';
export { type LinkTargetId, SHARE_TARGETS } from './share-targets.ts';
export { type Shareable } from './shareable.ts';

/**
 * The address of the link that shares a page by one target: what the bar itself shows, and what a server can put into the page in its place.
 * The page's address must be absolute; tracking parameters are taken out, words go as NFC on one line.
 * Throws a TypeError for a target that has no link, or a page address that is not http(s). Knows no DOM.
 */
export function shareAddress(target: LinkTargetId, { url, title, text }: Shareable): string {
  const entry: ShareTarget | undefined = isTargetId(target) ? SHARE_TARGETS[target] : undefined;
  if (!entry?.address) throw new TypeError(`"${target}" is no target with a link`);
  const address = cleanAddress(url);
  if (!address) throw new TypeError(`"${url}" is no absolute http(s) address`);
  return entry.address({ url: address, title: cleanWords(title), ...(text && { text: cleanWords(text) }) });
}

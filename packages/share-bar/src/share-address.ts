/** What is shared: an absolute address, and a title as plain text. */
export interface Shareable {
  readonly url: string;
  readonly title: string;
}

/** Networks that are reached by a link, each with the address its own documentation or widget gives. Values are percent-encoded, spaces as %20. */
const ADDRESSES = {
  // The plain link behind Zalo's share widget: base64 of a JSON object; it needs no account of the paper's.
  zalo: ({ url }) => `https://button-share.zalo.me/share_external?d=${encode(base64(JSON.stringify({ url })))}`,
  facebook: ({ url }) => `https://www.facebook.com/sharer/sharer.php?u=${encode(url)}`,
  x: ({ url, title }) => `https://x.com/intent/tweet?text=${encode(title)}&url=${encode(url)}`,
  telegram: ({ url, title }) => `https://t.me/share/url?url=${encode(url)}&text=${encode(title)}`,
  email: ({ url, title }) => `mailto:?subject=${encode(title)}&body=${encode(`${title}\r\n${url}`)}`,
} as const satisfies Record<string, (page: Shareable) => string>;

export type LinkTarget = keyof typeof ADDRESSES;

/** Where a link shares a page to; runs on a server as well. The title is sent as NFC, on one line. */
export function shareAddress(target: LinkTarget, { url, title }: Shareable): string {
  return ADDRESSES[target]({ url, title: title.normalize('NFC').replace(/\s+/g, ' ').trim() });
}

export function isLinkTarget(target: string): target is LinkTarget {
  return Object.hasOwn(ADDRESSES, target);
}

/** `encodeURIComponent` throws on half of a surrogate pair, which a cut title may end with, and leaves `'` alone. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')).replace(/'/g, '%27');
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

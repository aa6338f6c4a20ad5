/**
 * Percent-encodes for any part of an address, spaces as %20. Never throws: half of a surrogate pair, which a cut title may end with, becomes
 * U+FFFD. `'` is encoded too, so that the address can stand in an attribute of either quotes.
 */
export function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/'/g, '%27');
}

/** Base64 of the text's UTF-8. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

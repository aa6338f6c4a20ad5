/**
 * Parameters as the query of an address, spaces as %20, which letters need. It never throws: half of a surrogate pair, which a cut title may end
 * with, becomes U+FFFD. It can stand in an attribute of either quotes.
 */
export function query(parameters: Record<string, string>): string {
  return String(new URLSearchParams(parameters)).replace(/\+/g, '%20');
}

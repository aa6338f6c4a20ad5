/** Parameters that tell who came from where, and nothing about the page: they are not passed on to the next reader. */
const TRACKING = /^(utm_\w+|(fb|g|dc|y|ms|tw|tt)clid|[gw]braid|igshi?d?|mibextid|srsltid|mc_[ce]id|(gcl|zar|zalo_|ref_)src|_g[al])(=|$)/i;

/**
 * An address as it is shared: absolute http(s), without tracking parameters and without a name and password; all else stays letter by letter.
 * A relative address needs the `page` it is relative to. Undefined when it is no such address.
 */
export function cleanAddress(address: string, page?: string): string | undefined {
  try {
    const url = new URL(address, page);
    if (!/^https?:/.test(url.href)) return undefined;
    // Not through searchParams, which writes the parameters that stay anew (%20 becomes +), and the page's server may tell them apart.
    const pairs = url.search.slice(1).split('&');
    url.search = pairs.filter((pair) => !TRACKING.test(pair)).join('&');
    url.username = url.password = '';
    return url.href;
  } catch {
    return undefined;
  }
}

/** Parameters that tell who came from where, and nothing about the page: they are not passed on to the next reader. */
const TRACKING = /^(utm_\w+|(fb|g|dc|y|ms|tw|tt)clid|gclsrc|[gw]braid|igshi?d?|mibextid|srsltid|mc_[ce]id|zarsrc|zalo_src|ref_src|_g[al])$/i;

/**
 * An address as it is shared: absolute http(s), without tracking parameters and without a name and password; all else stays letter by letter.
 * A relative address needs the `page` it is relative to. Undefined when it is no such address.
 */
export function cleanAddress(address: string, page?: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // Not through searchParams, which writes the parameters that stay anew (%20 becomes +), and the page's server may tell them apart.
  const kept = url.search.slice(1).split('&');
  url.search = kept.filter((pair) => !TRACKING.test(pair.split('=', 1)[0] ?? '')).join('&');
  url.username = '';
  url.password = '';
  return url.href;
}

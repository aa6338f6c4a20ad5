/** Parameters that tell who came from where, and nothing about the page: they are not passed on to the next reader. */
const TRACKING = /^(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|zarsrc|zalo_src|_ga|_gl|ref_src)$/i;

/** A page's address as it is shared: absolute http(s), without tracking parameters and fragment; undefined when it is no such address. */
export function cleanAddress(address: string, page?: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

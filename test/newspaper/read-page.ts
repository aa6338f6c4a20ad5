const VOID = new Set(['meta', 'link', 'br', 'hr', 'img', 'input']);
const TAG = /<!doctype html>|<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)>/g;

/** What is wrong with a page's HTML: tags that do not nest, a stray `<` or `>`, ids that occur twice. Empty = nothing. */
export function faultsOf(page: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  if (!page.startsWith('<!doctype html>')) faults.push('no doctype');
  for (const [tag, slash, name = ''] of page.matchAll(TAG)) {
    if (!name || VOID.has(name)) continue;
    if (!slash) open.push(name);
    else if (open.pop() !== name) faults.push(`${tag} closes nothing`);
  }
  if (open.length > 0) faults.push(`left open: ${open.join(' ')}`);
  const stray = /.{0,40}[<>].{0,40}/.exec(page.replace(TAG, ''));
  if (stray) faults.push(`stray: ${stray[0]}`);
  const ids = attributesOf(page, 'id');
  faults.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `the id ${id} twice`));
  return faults;
}

/** The values of an attribute, wherever it stands in the page. */
export function attributesOf(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => unescapeHtml(value));
}

/** The text of the first element of a name. */
export function textOf(page: string, name: string): string | undefined {
  const inside = new RegExp(`<${name}[ >][^]*?</${name}>`).exec(page)?.[0];
  return inside === undefined ? undefined : unescapeHtml(inside.replace(/<[^>]*>/g, '')).trim();
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

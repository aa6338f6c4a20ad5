/** How one tag gets its element: its chunk, its words in the page's language (fetched beside it), and its class in that chunk. */
interface Widget {
  readonly element: string;
  readonly load: () => Promise<Record<string, unknown>>;
  readonly words: (lang: string) => Promise<unknown>;
  /** Reads from a server: must know the page's. */
  readonly reads?: true;
  /** Loads when a reader comes near it, not when the page has it. */
  readonly near?: true;
}

const threadWords = (lang: string) => (lang === 'en' ? import('@bandoc/comment-thread/locales/en') : import('@bandoc/comment-thread/locales/vi'));

const WIDGETS: Readonly<Record<string, Widget>> = {
  'bandoc-comment-thread': { element: 'CommentThread', load: () => import('@bandoc/comment-thread'), words: threadWords, reads: true, near: true },
  'bandoc-comment-count': { element: 'CommentCount', load: () => import('@bandoc/comment-thread/comment-count'), words: threadWords, reads: true },
  'bandoc-date-selector': {
    element: 'DateSelector',
    load: () => import('@bandoc/date-selector'),
    words: (lang) => (lang === 'en' ? import('@bandoc/date-selector/locales/en') : import('@bandoc/date-selector/locales/vi')),
    reads: true,
  },
  'bandoc-share-bar': {
    element: 'ShareBar',
    load: () => import('@bandoc/share-bar'),
    words: (lang) => (lang === 'en' ? import('@bandoc/share-bar/locales/en') : import('@bandoc/share-bar/locales/vi')),
  },
};

/** How near the viewport a thread is when its code begins to load: a screen on a phone. */
const NEAR = '800px';

/**
 * Defines each of our tags once the page has it, now or later; a thread once a reader comes near. Widgets without a `server` of their own use
 * the script tag's `data-server`, an address relative to the page; without one, the folder the script lies in.
 * A chunk that does not load is tried again when the page is online again. Nothing throws into the page.
 */
export function startPage(page: Document, script: string): void {
  if (!isModern()) return;
  const tag = Array.from(page.scripts).find(({ src }) => src === script);
  const server = (tag && tag.getAttribute('data-server')) || new URL('.', script).href.replace(/\/$/, '');
  const begun = new Set<string>();
  let warned = false;

  const define = async (name: string, { element, load, words, reads }: Widget): Promise<void> => {
    // Words that do not come are the widget's own affair: it asks for them again.
    words((page.documentElement.lang || 'vi').slice(0, 2).toLowerCase()).catch(() => undefined);
    const [module, { canRender }, client] = await Promise.all([load(), import('./trusted-types-policy.ts'), reads && import('@bandoc/client/browser')]);
    if (!canRender()) {
      if (!warned) console.warn('Bạn Đọc: this page enforces Trusted Types and does not allow the policy "bandoc" (trusted-types bandoc); it stays as it was sent.');
      warned = true;
      return;
    }
    if (client) client.setPageServer(server);
    if (!customElements.get(name)) customElements.define(name, module[element] as CustomElementConstructor);
  };

  const begin = (name: string, widget: Widget): void => {
    if (begun.has(name) || customElements.get(name)) return;
    begun.add(name);
    define(name, widget).catch(() => {
      begun.delete(name);
      window.addEventListener('online', () => begin(name, widget), { once: true });
    });
  };

  const comers =
    typeof IntersectionObserver === 'function'
      ? new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && begin(entry.target.localName, WIDGETS[entry.target.localName] as Widget)), { rootMargin: NEAR })
      : undefined;

  const look = (): void => {
    for (const [name, widget] of Object.entries(WIDGETS)) {
      if (begun.has(name) || customElements.get(name)) continue;
      for (const element of Array.from(page.getElementsByTagName(name))) {
        if (widget.near && comers) comers.observe(element);
        else begin(name, widget);
      }
    }
  };
  look();
  new MutationObserver(look).observe(page.documentElement, { childList: true, subtree: true });
}

/** Whether the browser is of the baseline (Chromium 111, Safari 16.4, Firefox 115); an older one is not told, its reader can do nothing about it. */
function isModern(): boolean {
  return 'adoptedStyleSheets' in Document.prototype && CSS.supports('color: color-mix(in srgb, red, red)') && CSS.supports('container-type: inline-size');
}

/** What the chunk of a widget hands over. */
export interface WidgetModule {
  readonly Element: CustomElementConstructor;
  readonly canRender: () => boolean;
  /** Of those that read from a server. */
  readonly setPageServer?: (server: string) => void;
}

/** How one tag gets its element: its chunk, and beside it its words in the page's language. */
export interface Widget {
  readonly load: () => Promise<WidgetModule>;
  readonly words: (lang: string) => Promise<unknown>;
  /** Loads when a reader comes near it, not when the page has it. */
  readonly near?: true;
}

const WIDGETS: Readonly<Record<string, Widget>> = {
  'bandoc-comment-thread': {
    load: () => import('./widgets/comment-thread.ts'),
    words: (lang) => (lang === 'en' ? import('@bandoc/comment-thread/locales/en') : import('@bandoc/comment-thread/locales/vi')),
    near: true,
  },
  'bandoc-comment-count': {
    load: () => import('./widgets/comment-count.ts'),
    words: (lang) => (lang === 'en' ? import('@bandoc/comment-thread/locales/count-en') : import('@bandoc/comment-thread/locales/count-vi')),
  },
  'bandoc-date-selector': {
    load: () => import('./widgets/date-selector.ts'),
    words: (lang) => (lang === 'en' ? import('@bandoc/date-selector/locales/en') : import('@bandoc/date-selector/locales/vi')),
  },
  'bandoc-share-bar': {
    load: () => import('./widgets/share-bar.ts'),
    words: (lang) => (lang === 'en' ? import('@bandoc/share-bar/locales/en') : import('@bandoc/share-bar/locales/vi')),
  },
};

/** How near the viewport a thread is when its code begins to load: a screen on a phone. */
const NEAR = '800px';

/**
 * Defines each of our tags once the page has it, now or later; a thread once a reader comes near. Widgets without a `server` of their own use
 * the script tag's `data-server`, an address relative to the page; without one, the folder the script lies in.
 * A chunk that does not load is tried again when the page is online again. Nothing throws into the page. `widgets` by tag are ours unless handed in.
 */
export function startPage(page: Document, script: string, widgets: Readonly<Record<string, Widget>> = WIDGETS): void {
  if (!isModern()) return;
  const tag = Array.from(page.scripts).find(({ src }) => src === script);
  const server = (tag && tag.getAttribute('data-server')) || new URL('.', script).href.replace(/\/$/, '');
  const begun = new Set<string>();
  let warned = false;

  const define = async (name: string, { load, words }: Widget): Promise<void> => {
    // Words that do not come are the widget's own affair: it asks for them again.
    words((page.documentElement.lang || 'vi').slice(0, 2).toLowerCase()).catch(() => undefined);
    const { Element, canRender, setPageServer } = await load();
    if (!canRender()) {
      if (!warned)
        console.warn('Bạn Đọc: this page enforces Trusted Types and does not allow the policy "bandoc" (trusted-types bandoc); it stays as it was sent.');
      warned = true;
      return;
    }
    if (setPageServer) setPageServer(server);
    if (!customElements.get(name)) customElements.define(name, Element);
  };

  const begin = (name: string, widget: Widget): void => {
    if (begun.has(name) || customElements.get(name)) return;
    begun.add(name);
    define(name, widget).catch(() => {
      // It stays begun until then: a page that changes all the time would otherwise ask all the time.
      const again = () => {
        begun.delete(name);
        begin(name, widget);
      };
      window.addEventListener('online', again, { once: true });
    });
  };

  const comers =
    typeof IntersectionObserver === 'function'
      ? new IntersectionObserver(
          (entries) => entries.forEach((entry) => entry.isIntersecting && begin(entry.target.localName, widgets[entry.target.localName] as Widget)),
          { rootMargin: NEAR },
        )
      : undefined;

  const look = (): void => {
    for (const [name, widget] of Object.entries(widgets)) {
      if (begun.has(name) || customElements.get(name)) continue;
      for (const element of Array.from(page.getElementsByTagName(name))) {
        // An address with a fragment may lead into it.
        if (widget.near && comers && !location.hash) comers.observe(element);
        else begin(name, widget);
      }
    }
  };
  look();
  window.addEventListener('hashchange', look);
  new MutationObserver(look).observe(page.documentElement, { childList: true, subtree: true });
}

/** Whether the browser is of the baseline (Chromium 111, Safari 16.4, Firefox 115); an older one is not told, its reader can do nothing about it. */
function isModern(): boolean {
  return 'adoptedStyleSheets' in Document.prototype && CSS.supports('color: color-mix(in srgb, red, red)') && CSS.supports('container-type: inline-size');
}

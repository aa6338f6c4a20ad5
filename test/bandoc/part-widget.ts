/** A widget that counts what the loader does with it. */
export interface PartWidget {
  readonly tag: string;
  readonly Element: CustomElementConstructor;
  readonly near?: true;
  readonly load: () => Promise<{ Element: CustomElementConstructor; canRender: () => boolean; setPageServer: (server: string) => void }>;
  readonly words: (lang: string) => Promise<unknown>;
  loads: number;
  langs: string[];
  server: string | undefined;
}

let made = 0;

/** A widget under a tag of its own; its chunk fails to load the first `failures` times. */
export function partWidget(options: { near?: true; canRender?: boolean; failures?: number; words?: () => Promise<unknown> } = {}): PartWidget {
  made += 1;
  const { near, canRender = true, failures = 0, words = () => Promise.resolve() } = options;
  const widget: PartWidget = {
    tag: `part-widget-${made}`,
    Element: class extends HTMLElement {},
    ...(near && { near }),
    loads: 0,
    langs: [],
    server: undefined,
    load: async () => {
      widget.loads += 1;
      if (widget.loads <= failures) throw new TypeError('the chunk did not load');
      return { Element: widget.Element, canRender: () => canRender, setPageServer: (server) => (widget.server = server) };
    },
    words: (lang) => {
      widget.langs.push(lang);
      return words();
    },
  };
  return widget;
}

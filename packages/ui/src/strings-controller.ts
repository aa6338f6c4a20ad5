import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languageOf } from './language.ts';

/** A widget's languages: each loads its words when a page in that language asks for them. Vietnamese is first and the fallback. */
export type Locales<Strings> = { readonly vi: () => Promise<Strings> } & { readonly [lang: string]: () => Promise<Strings> };

/**
 * Gives a widget its words in the language it stands in. `strings` is undefined until they have loaded: a widget renders nothing before.
 * A language that is not there falls back to Vietnamese; another language, or words that failed to load, are asked for at the next update or connection.
 */
export class StringsController<Strings> implements ReactiveController {
  strings: Strings | undefined;
  lang = 'vi';
  readonly #host: ReactiveControllerHost & Element;
  readonly #locales: Locales<Strings>;

  constructor(host: ReactiveControllerHost & Element, locales: Locales<Strings>) {
    this.#host = host;
    this.#locales = locales;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    void this.load();
  }

  /** Loads the words of the element's language unless they are there. */
  async load(): Promise<void> {
    const wanted = languageOf(this.#host);
    const lang = Object.hasOwn(this.#locales, wanted) ? wanted : 'vi';
    if (this.strings && lang === this.lang) return;
    try {
      const strings = await (this.#locales[lang] ?? this.#locales.vi)();
      this.strings = strings;
      this.lang = lang;
      this.#host.requestUpdate();
    } catch {
      // The page keeps its light-DOM fallback; there is no word to say it with.
    }
  }
}

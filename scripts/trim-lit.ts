import type { Plugin } from 'vite';

interface Cut {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const cut = (file: string, from: string, to = ''): Cut => ({ file, from, to });

/**
 * What of Lit 3.3.3 the bundle leaves out: hooks for polyfills, styles without `adoptedStyleSheets` (the loader asks for them before it loads
 * Lit), metadata of decorators, SVG and MathML templates (their tags are cut with them, so that a use fails the build), and what only Lit's own
 * server and tests reach for, and a warning that repeat stands in the wrong place. Delete a line when Lit lets it be shaken out.
 */
const CUTS: readonly Cut[] = [
  cut(
    'css-tag.js',
    't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
    '!0',
  ),
  cut(
    'css-tag.js',
    `throw Error("Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")`,
  ),
  cut('css-tag.js', 'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");', 'this._$cssResult$=!0;'),
  cut('reactive-element.js', ',p=a.reactiveElementPolyfillSupport'),
  cut('reactive-element.js', ',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")'),
  cut('reactive-element.js', 'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'),
  cut(
    'reactive-element.js',
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  ),
  cut('lit-element.js', ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i})'),
  cut('lit-element.js', '(s.litElementVersions??=[]).push("4.2.2");'),
  cut('lit-html.js', ',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', ';'),
  cut('lit-html.js', '{M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z}', '{I:k}'),
  cut('lit-html.js', '2===i?"<svg>":3===i?"<math>":""', '""'),
  cut('lit-html.js', '+(2===i?"</svg>":3===i?"</math>":"")'),
  cut('lit-html.js', ',2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}', ',0);'),
  cut('lit-html.js', ',w=x(2),T=x(3)'),
  cut('lit-html.js', ',T as mathml'),
  cut('lit-html.js', ',w as svg'),
  cut('repeat.js', 'constructor(e){if(super(e),e.type!==r.CHILD)throw Error("repeat() can only be used in text expressions")}'),
];

/** Leaves out of Lit's production build what no page of ours runs; fails when a place is not where it was. */
export function trimLit(): Plugin {
  return {
    name: 'trim-lit',
    transform(code, id) {
      const file = /[\\/]node_modules[\\/](?:lit-html|lit-element|@lit[\\/]reactive-element)[\\/](?:directives[\\/])?([a-z-]+\.js)/.exec(id)?.[1];
      const cuts = CUTS.filter((one) => one.file === file);
      if (cuts.length === 0) return null;
      let rest = code;
      for (const { from, to } of cuts) {
        if (rest.split(from).length !== 2) throw new Error(`${id}: not there once: ${from}; mend scripts/trim-lit.ts`);
        rest = rest.replace(from, () => to);
      }
      return { code: rest, map: null };
    },
  };
}

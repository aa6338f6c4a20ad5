import type { Plugin } from 'vite';

interface Cut {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const cut = (file: string, from: string, to = ''): Cut => ({ file, from, to });

/**
 * What of Lit 3.3.3 the bundle leaves out: hooks for polyfills, styles without `adoptedStyleSheets` (the loader asks for them before it loads
 * Lit), metadata and initializers of decorators, SVG and MathML templates (their tags are cut with them, so that a use fails the build), compiled
 * templates, what only UNUSED needs, and what only Lit's own server and tests reach for. Delete a line when Lit lets it be shaken out.
 */
const CUTS: readonly Cut[] = [
  cut('css-tag.js', 'o.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet)', 'o.map(t=>t.styleSheet)'),
  cut('css-tag.js', 'toString(){return this.cssText}'),
  cut(
    'css-tag.js',
    't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
    '!0',
  ),
  cut(
    'css-tag.js',
    `const o=1===t.length?t[0]:e.reduce((e,s,o)=>e+(t=>{if(!0===t._$cssResult$)return t.cssText;if("number"==typeof t)return t;throw Error("Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+t[o+1],t[0]);return new n(o,t,s)`,
    'return new n(t[0],t,s)',
  ),
  cut('css-tag.js', '(t,...e)=>{', 't=>{'),
  cut('css-tag.js', 'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");', 'this._$cssResult$=!0;'),
  cut('reactive-element.js', ',p=a.reactiveElementPolyfillSupport'),
  cut('reactive-element.js', ',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")'),
  cut('reactive-element.js', 'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'),
  cut(
    'reactive-element.js',
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  ),
  cut('reactive-element.js', 'case Object:case Array:t=null==t?t:JSON.stringify(t)'),
  cut('reactive-element.js', 'case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}'),
  cut('reactive-element.js', 'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'),
  cut('reactive-element.js', ',void 0!==t.l&&(this.l=[...t.l])'),
  cut('reactive-element.js', ',this.constructor.l?.forEach(t=>t(this))'),
  cut('reactive-element.js', ',s=[...r(t),...o(t)];for(const i of s)', ';for(const i of r(t))'),
  cut('reactive-element.js', 'i.unshift(t(s))}else void 0!==s&&i.push(t(s))', 'i.unshift(s)}else void 0!==s&&i.push(s)'),
  cut('reactive-element.js', ',d=(t,s)=>t'),
  cut('reactive-element.js', 'this.hasOwnProperty(d("elementProperties"))', 'this.hasOwnProperty("elementProperties")'),
  cut('reactive-element.js', 'this.hasOwnProperty(d("finalized"))', 'this.hasOwnProperty("finalized")'),
  cut('reactive-element.js', 'this.hasOwnProperty(d("properties"))', 'this.hasOwnProperty("properties")'),
  cut('reactive-element.js', 'y[d("elementProperties")]=new Map,y[d("finalized")]=new Map', 'y.elementProperties=new Map,y.finalized=new Map'),
  cut('lit-element.js', 'createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}'),
  cut('lit-element.js', ',this._$Do=void 0'),
  cut('lit-element.js', 'this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),'),
  cut('lit-element.js', 'this._$Do=e(', 'e('),
  cut(
    'lit-element.js',
    'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
  ),
  cut('lit-element.js', ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i})'),
  cut('lit-element.js', '(s.litElementVersions??=[]).push("4.2.2");'),
  cut('lit-html.js', ',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', ';'),
  cut('lit-html.js', '{M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z}', '{I:k}'),
  cut('lit-html.js', '2===i?"<svg>":3===i?"<math>":""', '""'),
  cut('lit-html.js', '+(2===i?"</svg>":3===i?"</math>":"")'),
  cut('lit-html.js', ',2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}', ',0);'),
  cut('lit-html.js', ',i=t=>t,', ','),
  cut('lit-html.js', 'const s=i(t).nextSibling;i(t).remove(),t=s', 'const s=t.nextSibling;t.remove(),t=s'),
  cut('lit-html.js', 'else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))'),
  cut(
    'lit-html.js',
    '1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t))',
    '1===r.type&&(i=new r.ctor(h,r.name,r.strings,this,t))',
  ),
  cut(
    'lit-html.js',
    'class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}',
  ),
  cut('lit-html.js', 'else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}'),
  cut(
    'lit-html.js',
    'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
  ),
  cut('lit-html.js', 'h?._$AO?.(!1),'),
  cut('lit-html.js', 'this._$AV=[],this._$AN=void 0,', 'this._$AV=[],'),
  cut('lit-html.js', 'get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)', 'u(t)'),
  cut('lit-html.js', 'get _$AU(){return this._$AM?._$AU??this._$Cv}'),
  cut('lit-html.js', 'this.type=2,this._$AH=A,this._$AN=void 0,', 'this.type=2,this._$AH=A,'),
  cut('lit-html.js', ',this._$Cv=e?.isConnected??!0'),
  cut(
    'lit-html.js',
    'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
  ),
  cut('lit-html.js', '_$AR(t=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);', '_$AR(t=this._$AA.nextSibling){for(;'),
  cut('lit-html.js', 'this._$AR(s&&s._$AB.nextSibling,e)', 'this._$AR(s&&s._$AB.nextSibling)'),
  cut('lit-html.js', 'setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}'),
  cut('lit-html.js', 'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}'),
  cut('lit-html.js', 'this.type=1,this._$AH=A,this._$AN=void 0,', 'this.type=1,this._$AH=A,'),
  cut(
    'lit-html.js',
    'const{values:i,_$litType$:s}=t,e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    'const{values:i}=t,e=this._$AC(t)',
  ),
  cut('lit-html.js', 'const e=s?.renderBefore??i;let h=e._$litPart$;', 'let h=i._$litPart$;'),
  cut(
    'lit-html.js',
    'const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})',
    'i._$litPart$=h=new k(i.appendChild(c()),null,void 0,s)',
  ),
  cut('lit-html.js', ',w=x(2),T=x(3)'),
  cut('lit-html.js', ',T as mathml'),
  cut('lit-html.js', ',w as svg'),
];

/** What our code must not use, because what it needs is cut. */
const UNUSED: Readonly<Record<string, RegExp>> = {
  'a directive other than repeat': /lit\/(?:async-directive|directives\/(?!repeat\.js))/,
  'a value in CSS': /\bcss`[^`]*\$\{/,
  'an attribute read as anything but text or Boolean': /\btype: (?:Number|Object|Array)\b/,
  'a comment in a template': /<!--/,
  'content of an element that holds only text': />[^<>]+<\/(?:script|style|textarea|title)>/,
};

/** Leaves out of Lit's production build what no page of ours runs; fails when a place is not where it was, or when something needs it. */
export function trimLit(): Plugin {
  return {
    name: 'trim-lit',
    transform(code, id) {
      if (/[\\/]packages[\\/][a-z-]+[\\/]src[\\/]/.test(id)) {
        const used = Object.keys(UNUSED).find((what) => UNUSED[what]?.test(code));
        if (used) throw new Error(`${id}: ${used} needs what is cut of Lit; mend scripts/trim-lit.ts`);
      }
      const file = /[\\/]node_modules[\\/](?:lit-html|lit-element|@lit[\\/]reactive-element)[\\/]([a-z-]+\.js)/.exec(id)?.[1];
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

/** HTML that was made by `html`, so that everything in it is escaped. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of HTML: strings and numbers are escaped, arrays are joined, undefined and false leave nothing. Attribute values belong in double quotes. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.reduce((all, text, i) => all + render(parts[i - 1]) + text));
}

function render(part: Part): string {
  if (typeof part === 'object') return part instanceof Html ? part.source : part.map(render).join('');
  if (part === undefined || part === false) return '';
  return String(part).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/**
 * The language an element is in: its own `lang`, or that of the nearest ancestor (through shadow roots) that has one; the primary subtag
 * in lower case, '' when nobody says.
 */
export function languageOf(element: Element): string {
  for (let at: Node | null = element; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
    const lang = (at as Element).getAttribute?.('lang');
    if (lang) return lang.toLowerCase().split('-')[0] ?? '';
  }
  return '';
}

/** Defines a tag unless the page has it already: a script included twice, or two versions, do no harm. */
export function defineOnce(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

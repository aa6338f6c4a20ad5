let told = false;

/** Tells whoever built the page, once, that a server sent what breaks the protocol. */
export function leftOut(what: unknown): void {
  if (!told) console.warn('bandoc: left out what the server sent, as it breaks the protocol:', what);
  told = true;
}

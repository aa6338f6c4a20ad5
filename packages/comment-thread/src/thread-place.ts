import { threadOfPath } from '@bandoc/client';
import { pageServer } from '@bandoc/client/browser';

/** The server named, else the page's. */
export function serverOf(server: string): string | undefined {
  return server || pageServer();
}

/** The name of the thread of a page that gives none: made of the path of its canonical address, or of its own (rule MD5). */
export function threadOfPage(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href;
  try {
    return threadOfPath(new URL(canonical ?? location.href).pathname);
  } catch {
    return threadOfPath(location.pathname);
  }
}

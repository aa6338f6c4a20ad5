let server: string | undefined;

/** The address that widgets without one of their own use; the script tag's `data-server`. */
export function setPageServer(base: string): void {
  server = base;
}

export function pageServer(): string | undefined {
  return server;
}

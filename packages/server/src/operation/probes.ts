import type { ServerResponse } from 'node:http';
import type { HttpHandler } from '../bindings/http.ts';
import type { Hindrance } from './readiness.ts';

/** Answers `/healthz` (the process is there) and `/readyz` (and can do its work); leaves every other request alone. */
export function createProbes(hindrance: () => Promise<Hindrance | undefined>): HttpHandler {
  return ({ url, method }, response) => {
    const asked = method === 'GET' || method === 'HEAD';
    if (asked && url === '/healthz') say(response, 200, 'ok');
    else if (asked && url === '/readyz') void hindrance().then((found) => (found ? say(response, 503, found) : say(response, 200, 'ok')));
    else return false;
    return true;
  };
}

function say(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(`${words}\n`);
}

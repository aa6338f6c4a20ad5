import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpHandler } from '../bindings/http.ts';
import type { Metrics } from './metrics.ts';

/** Serves `/metrics` and the probes on a port of their own, which readers do not reach, for as long as the process lives; answers which. */
export async function openOperatorPort(port: number, host: string, probes: HttpHandler, metrics: Metrics): Promise<number> {
  const server = createServer((request, response) => {
    if (probes(request, response)) return;
    if (request.url !== '/metrics' || request.method !== 'GET') response.writeHead(404).end();
    else
      void metrics.text().then(
        (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

import { createServer, type Server as HttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that is ours already; requests wait until it is said who answers them. */
export interface OpenPort {
  readonly origin: string;
  readonly http: HttpServer;
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

const EVERYWHERE = ['0.0.0.0', '::'];

/** Listens on a port, 0 = any, of one host name or of all. Rejects with an error in words where the port is taken. */
export async function openPort(port: number, host?: string): Promise<OpenPort> {
  let serve: (listener: RequestListener) => void = () => undefined;
  const listener = new Promise<RequestListener>((resolve) => {
    serve = resolve;
  });
  const http = createServer((request: IncomingMessage, response: ServerResponse) => void listener.then((answer) => answer(request, response)));
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: end what uses it, or choose another one, such as PORT=${port + 10} npm start`) : error,
      );
    });
    http.listen(port, host, resolve);
  });
  const name = host === undefined || EVERYWHERE.includes(host) ? 'localhost' : host;
  return {
    origin: `http://${name.includes(':') ? `[${name}]` : name}:${(http.address() as AddressInfo).port}`,
    http,
    serve,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

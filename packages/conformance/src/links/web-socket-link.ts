import { WebSocket } from 'ws';
import { Breach } from '../demand.ts';
import type { Transcript } from '../transcript.ts';
import { Link } from './link.ts';

/** What was refused: the status of the answer, and its body. */
export class UpgradeRefused extends Breach {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super('the upgrade is taken', `${status} ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** Opens a plain WebSocket (binding B). Rejects with `UpgradeRefused` where the server answers otherwise. */
export async function openWebSocket(
  address: URL,
  {
    name,
    transcript,
    origin,
    protocols = ['bandoc.v1'],
  }: { readonly name: string; readonly transcript: Transcript; readonly origin: string | undefined; readonly protocols?: readonly string[] },
): Promise<Link> {
  const socket = new WebSocket(address, [...protocols], { ...(origin !== undefined && { origin }), perMessageDeflate: false });
  transcript.add('sent', name, `upgrade ${address.href}${origin === undefined ? '' : ` from ${origin}`}`);
  const link = new Link(name, transcript, () => ({
    send: (text) => socket.send(text),
    sendBytes: (bytes) => socket.send(bytes),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.terminate(),
  }));
  socket.on('message', (data: Buffer) => link.receive(data.toString()));
  socket.on('close', (code) => link.end(code));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => reject(new UpgradeRefused(response.statusCode ?? 0, body)));
    });
  });
  return link;
}

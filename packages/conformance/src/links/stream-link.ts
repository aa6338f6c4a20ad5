import { Breach } from '../demand.ts';
import { open } from '../request.ts';
import type { Transcript } from '../transcript.ts';
import { Link } from './link.ts';

/** Opens a stream of events, `?t=topic@cursor&t=…` (binding C). Rejects where the server answers otherwise. */
export async function openStream(
  address: URL,
  { name, transcript, origin }: { readonly name: string; readonly transcript: Transcript; readonly origin: string | undefined },
): Promise<Link> {
  transcript.add('sent', name, `GET ${address.pathname}${address.search}`);
  const response = await open(address, { accept: 'text/event-stream', ...(origin !== undefined && { origin }) });
  const type = response.headers['content-type'] ?? '';
  if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) {
    response.destroy();
    throw new Breach('a stream is 200 with the type text/event-stream', `${response.statusCode} ${type}`);
  }
  const link = new Link(name, transcript, () => ({
    send: () => {
      throw new Error('A stream only listens.');
    },
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  }));
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const events = (rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(line.startsWith('data: ') ? 6 : 5))
        .join('\n');
      if (data !== '') link.receive(data);
    }
  });
  response.on('close', () => link.end());
  response.on('error', () => link.end());
  return link;
}

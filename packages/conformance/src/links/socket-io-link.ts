import { io } from 'socket.io-client';
import { Breach } from '../demand.ts';
import type { Transcript } from '../transcript.ts';
import { Link } from './link.ts';

/** Opens a connection of Socket.IO (binding A). Rejects where the server does not take it. */
export async function openSocketIo(
  address: URL,
  { name, transcript, origin }: { readonly name: string; readonly transcript: Transcript; readonly origin: string | undefined },
): Promise<Link> {
  const socket = io(address.origin, {
    path: address.pathname,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...(origin !== undefined && { extraHeaders: { origin } }),
  });
  transcript.add('sent', name, `Socket.IO ${address.href}${origin === undefined ? '' : ` from ${origin}`}`);
  const link = new Link(name, transcript, () => ({
    // What is no array of frames is sent as what it is: a case may want to see that refused.
    send: (text) => socket.emit('frames', parse(text)),
    close: () => socket.disconnect(),
  }));
  socket.on('frames', (frames: unknown) => link.receive(JSON.stringify(frames)));
  socket.on('disconnect', () => link.end());
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', (error) => {
      socket.disconnect();
      reject(new Breach('a connection of Socket.IO is taken', error.message));
    });
  });
  return link;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

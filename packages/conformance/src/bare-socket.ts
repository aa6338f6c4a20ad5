import { type ClientOptions, WebSocket } from 'ws';
import type { Trial } from './trial.ts';

/** A WebSocket that speaks no protocol of ours: for what no client would send. */
export interface BareSocket {
  readonly socket: WebSocket;
  /** Texts that came. */
  readonly came: readonly string[];
  readonly ended: Promise<number>;
}

/** Opens one at an address below the base, works with it, and lets go of it. */
export async function withBareSocket<Found>(
  trial: Trial,
  path: string,
  { protocols = [], ...options }: ClientOptions & { readonly protocols?: readonly string[] },
  work: (bare: BareSocket) => Promise<Found>,
): Promise<Found> {
  const address = trial.target.at(path);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const { origin } = trial.target;
  const socket = new WebSocket(address, [...protocols], { perMessageDeflate: false, ...(origin !== undefined && { origin }), ...options });
  const came: string[] = [];
  socket.on('message', (data: Buffer) => {
    came.push(data.toString());
    trial.transcript.add('came', 'bare', data.toString());
  });
  const ended = new Promise<number>((resolve) => socket.on('close', resolve));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
    });
    return await work({ socket, came, ended });
  } finally {
    socket.terminate();
  }
}

import type { Discovery, ServerFrame } from '@bandoc/protocol';
import { io } from 'socket.io-client';

/** One way to a server as a program without our client goes it. */
export interface Binding {
  readonly name: 'socket-io' | 'web-socket' | 'http-post';
  /** Whether who speaks is remembered from one message to the next. */
  readonly remembers: boolean;
  isOffered(discovery: Discovery): boolean;
  /** Rejects where there is no connection. */
  dial(base: string, discovery: Discovery, heard: Heard): Promise<Line>;
}

export interface Line {
  send(frames: readonly object[]): void;
  close(): void;
}

export interface Heard {
  frames(frames: readonly ServerFrame[]): void;
  /** Once; what was not answered by now will not be. */
  closed(): void;
}

/** Every binding of the protocol; a server is tried over those that its discovery offers. */
export const BINDINGS: readonly Binding[] = [
  {
    name: 'socket-io',
    remembers: true,
    isOffered: ({ bind }) => bind.io !== undefined,
    dial: async (base, { bind }, { frames, closed }) => {
      const { origin, pathname } = new URL(bind.io ?? '', `${base}/`);
      const socket = io(origin, { path: pathname, transports: ['websocket'], reconnection: false, forceNew: true });
      socket.on('frames', frames);
      await new Promise((resolve, reject) => {
        socket.on('connect', () => resolve(undefined));
        // One that ends before the server has greeted it was never connected.
        for (const event of ['connect_error', 'disconnect']) socket.on(event, () => reject(new Error('no connection')));
      });
      socket.on('disconnect', closed);
      return { send: (message) => void socket.emit('frames', message), close: () => void socket.close() };
    },
  },
  {
    name: 'web-socket',
    remembers: true,
    isOffered: ({ bind }) => bind.ws !== undefined,
    dial: async (base, { bind }, { frames, closed }) => {
      const { href } = new URL(bind.ws ?? '', `${base}/`);
      const socket = new WebSocket(href.replace(/^http/, 'ws'), 'bandoc.v1');
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => frames([JSON.parse(data)].flat() as ServerFrame[]));
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve);
        socket.addEventListener('error', () => reject(new Error('no connection')));
      });
      socket.addEventListener('close', closed);
      return { send: (message) => socket.send(JSON.stringify(message)), close: () => socket.close() };
    },
  },
  {
    name: 'http-post',
    remembers: false,
    isOffered: ({ bind }) => bind.http !== undefined,
    dial: async (base, { bind }, { frames, closed }) => {
      const address = new URL(`${bind.http}/frames`, `${base}/`);
      return {
        send: (message) => {
          fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) })
            .then(async (response) => frames([await response.json()].flat() as ServerFrame[]))
            .catch(closed);
        },
        close: () => undefined,
      };
    },
  },
];

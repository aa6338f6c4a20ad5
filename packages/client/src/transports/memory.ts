import type { Discovery, Err, ServerFrame, Snap } from '@bandoc/protocol';
import type { Wire } from '../ports.ts';

/** The other end, as a server names it. */
export interface MemoryPeer {
  readonly address: string;
  readonly origin?: string;
}

/** What of a server's core a page in the same process needs. */
export interface MemoryCore {
  connect(peer: MemoryPeer, wire: { send(frames: readonly ServerFrame[]): void; end(reason: Err): void }): { receive(message: unknown): void; close(): void };
  read(topic: string, query: Readonly<Record<string, string>>, peer: MemoryPeer): Snap | Err | Promise<Snap | Err>;
  discovery(): Discovery;
}

/** A wire to a server core in the same process: frames are copied as JSON, as any real way would, and each arrives a microtask later. */
export function createMemoryWire(core: MemoryCore, peer: MemoryPeer = { address: 'memory' }): Wire {
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const later = (run: () => void) => void Promise.resolve().then(run);
  return {
    get: async (topic, query) => copy(await core.read(topic, { ...query }, peer)),
    discover: async () => copy(core.discovery()),
    connect: async (handlers) => {
      let open = true;
      const end = () => {
        if (!open) return;
        open = false;
        handlers.closed();
      };
      const session = core.connect(peer, {
        send: (frames) => {
          const message = copy(frames);
          later(() => {
            if (open) handlers.frames(message);
          });
        },
        end: () => later(end),
      });
      return {
        send: (frames) => {
          const message = copy(frames);
          later(() => {
            if (open) session.receive(message);
          });
        },
        close: () => {
          session.close();
          later(end);
        },
      };
    },
  };
}

import { setImmediate as nextTask } from 'node:timers/promises';
import type { Wire } from '@bandoc/client';
import type { ClientFrame, ServerFrame } from '@bandoc/protocol';
import type { ClientMutation, Memory } from './client-mutants.ts';

/** What a held answer is waited for at most, real ms. */
const MOST = 600;

/** A wire that knows what is under way on it, and where a mutant changes what goes over it. */
export function heardWire(wire: Wire, mutation: ClientMutation = {}): { wire: Wire; settle(): Promise<void> } {
  let under = 0;
  const asked = new Set<number>();
  const memory: Memory = new Map();
  const toServer = (frames: readonly ClientFrame[]) => frames.flatMap((one) => mutation.toServer?.(one, memory) ?? [one]);
  const fromServer = (message: unknown) =>
    [message].flat().flatMap((one) => (one && mutation.fromServer ? mutation.fromServer(structuredClone(one) as ServerFrame, memory) : [one]));
  const during = async <T>(promise: Promise<T>): Promise<T> => {
    under += 1;
    try {
      return await promise;
    } finally {
      under -= 1;
    }
  };
  return {
    wire: {
      get: async (topic, query) => {
        const [answer] = fromServer(await during(wire.get(topic, query)));
        return answer as Awaited<ReturnType<Wire['get']>>;
      },
      discover: () => during(wire.discover()),
      connect: async (handlers, discovery) => {
        const link = await during(
          wire.connect(
            {
              frames: (message) => {
                for (const one of [message].flat()) asked.delete((one as { id?: number } | undefined)?.id ?? -1);
                handlers.frames(fromServer(message));
              },
              closed: () => {
                asked.clear();
                handlers.closed();
              },
            },
            discovery,
          ),
        );
        return {
          close: () => link.close(),
          send: (frames) => {
            for (const one of frames) if (one.t === 'hello' || one.t === 'sub') asked.add(one.id);
            link.send(toServer(frames));
          },
        };
      },
    },
    settle: async () => {
      const end = Date.now() + MOST;
      let calm = 0;
      while (calm < 4 && Date.now() < end) {
        await nextTask();
        calm = under || asked.size ? 0 : calm + 1;
      }
    },
  };
}

import type { Link, LinkHandlers, Wire } from '@bandoc/client';
import type { ClientFrame, ServerFrame } from '@bandoc/protocol';
import { HttpLink } from '../../../packages/client/src/transports/http-link.ts';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import { copy } from './copy.ts';
import { createFaultyHttp, type FaultyHttp } from './faulty-http.ts';
import { fromLaterClient, fromLaterServer } from './later-version.ts';
import type { ServerMachine } from './server-machine.ts';
import { createWeather } from './weather.ts';
import type { Heard, Witness } from './witness.ts';

/** What a planted mistake does to frames; each stands for one in the client or the server. */
export interface FrameMutant {
  /** On one connection, in the order of sending; what it leaves out is never sent. */
  fromServer?(frame: ServerFrame, connection: object): readonly ServerFrame[];
  fromClient?(frame: ClientFrame): ClientFrame;
  /** Whether a page takes what reached it. */
  takes?(frame: unknown): boolean;
}

/** How a page is connected: by a socket, or by posts with streams or polls. */
export type Binding = 'socket' | 'streams' | 'polls';

export interface FaultyNetwork {
  /** A wire of a tab that is alive as long as `alive` says so, connected by this binding. */
  wire(name: string, alive: () => boolean, binding: Binding): Wire;
  /** A request of somebody who needs no client. */
  readonly post: FaultyHttp['post'];
  /** Breaks all connections of one tab. */
  cut(name: string): void;
  /** From here on, or no longer, this tab hardly reads what it is sent. */
  slow(name: string): void;
  calm(): void;
}

export interface NetworkOptions {
  readonly machine: ServerMachine;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly trace: (line: string) => void;
  readonly mutant: FrameMutant;
  /** Sees what the server sends, before the network has it. */
  readonly witness: Witness;
  /** Each side hears a later version than its own. */
  readonly isNewer: boolean;
}

/** All that is open between tabs and the machine. */
export interface Lines {
  add(self: object, name: string, cut: (told: boolean) => void): void;
  drop(self: object): void;
  /** The way of a server's frames to their page: some are lost, some come twice. */
  down(name: string, self: object, heard: Heard, deliver: (message: unknown) => void): { send(frames: readonly ServerFrame[]): void; waiting(): number };
}

/** What a message counts in the budget of who reads slowly. */
export const BYTES_A_MESSAGE = 1_000;

/** A network between tabs and the machine: slow, with an edge cache, and losing and repeating what a network and a broker may. */
export function createFaultyNetwork(options: NetworkOptions): FaultyNetwork {
  const { machine, time, random, trace, mutant, witness, isNewer } = options;
  const { takes = () => true } = mutant;
  const weather = createWeather(time, random);
  const { faulty, delay, pass, lose, lane } = weather;
  const links = new Map<object, { readonly name: string; readonly cut: (told: boolean) => void }>();
  const slow = new Set<string>();

  machine.onDeath(() => {
    // A machine that loses power does not say goodbye.
    for (const { cut } of Array.from(links.values())) cut(!faulty(0.2));
  });

  const lines: Lines = {
    add: (self, name, cut) => void links.set(self, { name, cut }),
    drop: (self) => void links.delete(self),
    down: (name, self, heard, deliver) => {
      let waiting = 0;
      const down = lane(
        (message) => {
          waiting -= 1;
          deliver(message);
        },
        () => (slow.has(name) ? random.below(4_000) : 0),
      );
      const send = (frame: ServerFrame) => {
        waiting += 1;
        down((isNewer ? fromLaterServer(frame) : [frame]).filter(takes));
      };
      return {
        waiting: () => waiting * BYTES_A_MESSAGE,
        send: (frames) => {
          for (const sent of frames) {
            for (const frame of mutant.fromServer?.(copy(sent), self) ?? [copy(sent)]) {
              heard.sent(frame);
              if (faulty(frame.t === 'ev' ? 0.08 : 0.01)) trace(`${name} ← ${frame.t} lost`);
              else {
                send(frame);
                if (frame.t === 'ev' && faulty(0.1)) send(frame);
              }
            }
          }
        },
      };
    },
  };
  const http = createFaultyHttp(lines, options, weather);

  const connect = async (name: string, alive: () => boolean, handlers: LinkHandlers): Promise<Link> => {
    await pass(delay());
    // A tab that is gone meanwhile has taken its socket with it.
    if (!alive()) return new Promise(() => {});
    const { core } = machine;
    if (!core || faulty(0.1)) return lose();
    const self = {};
    const heard = witness.listen(name);
    let open = true;
    const cut = (told: boolean) => {
      if (!open) return;
      open = false;
      lines.drop(self);
      session.close();
      if (told) time.after(delay(), () => alive() && handlers.closed());
    };
    const { send, waiting } = lines.down(name, self, heard, (message) => open && alive() && handlers.frames(message));
    const session = core.connect({ address: name }, { send, waiting, end: () => void time.after(delay(), () => cut(true)) });
    const up = lane((message) => {
      if (!open) return;
      heard.received(message as ClientFrame[]);
      session.receive(message);
    });
    lines.add(self, name, cut);
    return {
      send: (frames) => {
        witness.asked(name, frames);
        const message = copy(frames).map((frame) => mutant.fromClient?.(frame) ?? frame);
        const heard = isNewer ? message.map(fromLaterClient) : message;
        up(heard);
        if (message.some((frame) => frame.t === 'put') && faulty(0.1)) up(heard);
      },
      close: () => cut(false),
    };
  };

  return {
    wire: (name, alive, binding) => ({
      get: async (topic, query) => {
        const answer = await http.get(name, topic, query);
        return alive() ? answer : new Promise(() => {});
      },
      discover: async () => {
        await pass(delay());
        return machine.core ? copy(machine.core.discovery()) : lose();
      },
      connect: async (handlers, discovery) => {
        witness.begins(name);
        if (binding === 'socket') return connect(name, alive, handlers);
        const heard = { frames: (message: unknown) => alive() && handlers.frames(message), closed: () => alive() && handlers.closed() };
        const link = new HttpLink(http.requests(name, binding === 'streams'), heard, discovery);
        lines.add(link, name, () => link.close());
        return {
          send: (frames) => {
            witness.asked(name, frames);
            link.send(frames);
          },
          close: () => link.close(),
        };
      },
    }),
    post: http.post,
    cut: (name) => {
      for (const link of Array.from(links.values())) if (link.name === name) link.cut(!faulty(0.2));
    },
    slow: (name) => {
      if (!slow.delete(name)) slow.add(name);
    },
    calm: () => {
      weather.clearUp();
      slow.clear();
    },
  };
}

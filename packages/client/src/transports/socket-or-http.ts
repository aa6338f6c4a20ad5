import type { Discovery } from '@bandoc/protocol';
import type { Clock, LinkHandlers, Timers, Wire } from '../ports.ts';

type Connect = Wire['connect'];

/** So many failures within `WINDOW` ms, while the server answers by HTTP, mean that something on the way blocks sockets. */
const MOST_FAILURES = 3;
const WINDOW = 60_000;
/** ms by HTTP until a socket is tried again. */
const REST = 600_000;
/** A socket that brought nothing for so long, ms, failed, also if it was we who closed it. */
const MUTE = 10_000;

/** What there is to choose from. */
export interface Ways {
  /** Opens a socket to a server of this kind; undefined where it has none. */
  socketOf(discovery: Discovery): Connect | undefined;
  readonly http: Connect;
  /** Settles if the server answers by HTTP, rejects with a `WireError` that says why not. */
  knock(): Promise<unknown>;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Connects by a socket as long as sockets work, else by HTTP; after a while by HTTP it looks whether they work again, and ends that link if they do. */
export function createSocketOrHttp({ socketOf, http, knock, clock, timers }: Ways): Connect {
  let failures: number[] = [];
  let httpUntil = -Infinity;

  const failed = () => {
    const now = clock.now();
    failures = [...failures.filter((at) => at > now - WINDOW), now];
    if (failures.length < MOST_FAILURES) return;
    failures = [];
    httpUntil = now + REST;
  };

  /** A socket that opens and then brings nothing is blocked too, only later. */
  const bySocket = async (socket: Connect, handlers: LinkHandlers, discovery: Discovery) => {
    let heard = false;
    let opened = Infinity;
    let left = Infinity;
    const link = await socket(
      {
        frames: (message) => {
          heard = true;
          handlers.frames(message);
        },
        closed: () => {
          if (!heard && left - opened >= MUTE) failed();
          handlers.closed();
        },
      },
      discovery,
    );
    opened = clock.now();
    return {
      ...link,
      close: () => {
        left = clock.now();
        link.close();
      },
    };
  };

  const byHttp = async (socket: Connect, handlers: LinkHandlers, discovery: Discovery) => {
    let cancel = () => {};
    let open = true;
    const closed = () => {
      open = false;
      cancel();
      handlers.closed();
    };
    const link = await http({ ...handlers, closed }, discovery);
    const look = async () => {
      const isFree = await socket({ frames: () => {}, closed: () => {} }, discovery).then(
        (found) => {
          found.close();
          return true;
        },
        () => false,
      );
      httpUntil = isFree ? -Infinity : clock.now() + REST;
      if (isFree && open) link.close();
      else if (open) cancel = timers.after(REST, () => void look());
    };
    if (open) cancel = timers.after(httpUntil - clock.now(), () => void look());
    return link;
  };

  return async (handlers, discovery) => {
    const socket = socketOf(discovery);
    if (!socket) return http(handlers, discovery);
    if (clock.now() < httpUntil) return byHttp(socket, handlers, discovery);
    try {
      return await bySocket(socket, handlers, discovery);
    } catch (error) {
      // Why a socket failed browsers hide. One of a server that is down says nothing about sockets.
      await knock();
      failed();
      if (clock.now() < httpUntil) return byHttp(socket, handlers, discovery);
      throw error;
    }
  };
}

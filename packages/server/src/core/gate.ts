import { aboutPeer, type Peer } from './peer.ts';
import type { LogEvent } from './ports.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** Says who may come in, and how many at once. */
export interface Gate {
  /** Refuses a page whose origin is not on the site's list, to the letter (rule HT7). */
  checkOrigin(peer: Peer): void;
  /** Counts a connection in, to be counted out once; refuses one too many (rule LM9). */
  enterAddress(address: string): void;
  leaveAddress(address: string): void;
  /** The same for a user; answers whether there was room. */
  enterUser(user: string): boolean;
  leaveUser(user: string): void;
}

export function createGate(settings: Settings, log: (event: LogEvent) => void): Gate {
  const addresses = createCrowd(settings.connectionsPerAddress);
  const users = createCrowd(settings.connectionsPerUser);
  return {
    checkOrigin: ({ origin, ...peer }) => {
      if (origin === undefined || settings.origins.includes(origin)) return;
      log({ kind: 'refused-origin', detail: origin.slice(0, 100), ...aboutPeer(peer) });
      throw new Refusal('denied', `This server does not serve pages of ${origin.slice(0, 100)}: add that origin to its setting "origins".`);
    },
    enterAddress: (address) => {
      if (!addresses.enter(address)) throw new Refusal('busy', 'too many connections from this address', { retry: settings.poll });
    },
    leaveAddress: addresses.leave,
    enterUser: users.enter,
    leaveUser: users.leave,
  };
}

function createCrowd(most: number): { enter(name: string): boolean; leave(name: string): void } {
  const inside = new Map<string, number>();
  return {
    enter: (name) => {
      const count = inside.get(name) ?? 0;
      if (count < most) inside.set(name, count + 1);
      return count < most;
    },
    leave: (name) => {
      const rest = (inside.get(name) ?? 1) - 1;
      if (rest > 0) inside.set(name, rest);
      else inside.delete(name);
    },
  };
}

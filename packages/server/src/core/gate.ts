import type { LogEvent } from './ports.ts';
import { Refusal } from './refusal.ts';
import { aboutPeer, type Peer } from './session.ts';
import type { Settings } from './settings.ts';

/** Says who may come in, and how many at once. */
export interface Gate {
  /** Refuses a page whose origin is not on the site's list, to the letter (rule HT7). */
  checkOrigin(peer: Peer): void;
  /** Counts a connection in; what it answers counts it out again, once (rule LM9). */
  enterAddress(address: string): () => void;
  /** Nothing where the user has as many connections as may be. */
  enterUser(user: string): (() => void) | undefined;
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
      const leave = addresses(address);
      if (!leave) throw new Refusal('busy', 'too many connections from this address', { retry: settings.poll });
      return leave;
    },
    enterUser: users,
  };
}

function createCrowd(most: number): (name: string) => (() => void) | undefined {
  const inside = new Map<string, number>();
  return (name) => {
    const count = inside.get(name) ?? 0;
    if (count >= most) return undefined;
    inside.set(name, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = (inside.get(name) ?? 1) - 1;
      if (rest > 0) inside.set(name, rest);
      else inside.delete(name);
    };
  };
}

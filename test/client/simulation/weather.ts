import { WireError } from '@bandoc/client';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';

/** What the network is like: bad, until it is calm. */
export interface Weather {
  readonly calm: boolean;
  /** Whether something goes wrong that does so this often. */
  faulty(probability: number): boolean;
  /** How long a message takes, ms. */
  delay(): number;
  pass(ms: number): Promise<void>;
  /** Throws as a request does that finds nobody. */
  lose(): never;
  /** What was sent arrives in the order of sending, however long each takes. */
  lane(deliver: (message: unknown) => void, lag?: () => number): (message: unknown) => void;
  clearUp(): void;
}

export function createWeather(time: VirtualTime, random: Random): Weather {
  let calm = false;
  const delay = () => (calm ? 5 : random.below(random.chance(0.1) ? 1_500 : 60));
  return {
    get calm() {
      return calm;
    },
    faulty: (probability) => !calm && random.chance(probability),
    delay,
    pass: (ms) => new Promise((resolve) => void time.after(ms, resolve)),
    lose: () => {
      throw new WireError('unreachable');
    },
    lane: (deliver, lag = () => 0) => {
      let last = 0;
      return (message) => {
        last = Math.max(last, time.now() + delay() + lag());
        time.after(last - time.now(), () => deliver(message));
      };
    },
    clearUp: () => {
      calm = true;
    },
  };
}

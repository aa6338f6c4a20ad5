import { type Core, createCore } from './core.ts';
import type { Identity } from './identity.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { CorePorts, Tokens } from './ports.ts';
import { Refusal } from './refusal.ts';
import { completeSettings, type GivenSettings } from './settings.ts';

/** What even a server in a page must be handed; whatever else is given takes the place of what would do. */
export type MemoryCorePorts = Pick<CorePorts, 'clock' | 'timers' | 'ids'> & Partial<Omit<CorePorts, 'settings'>> & { readonly settings: GivenSettings };

/**
 * The real core over memory, for stories, simulations and tests: threads are open, no rate is kept unless a limiter is handed in, tokens are
 * readable and unsigned, so it is never for a network.
 */
export function createMemoryCore(given: MemoryCorePorts): Core {
  return createCore({
    storage: createMemoryStorage({ epoch: given.ids.random().slice(0, 32) }),
    limiter: { take: async () => 0 },
    tokens: unsignedTokens,
    hash: async (text) => text,
    log: () => undefined,
    ...given,
    settings: completeSettings({ threads: 'open', ...given.settings }),
  });
}

const PREFIX = 'unsigned.';

const unsignedTokens: Tokens = {
  issue: async (identity) => `${PREFIX}${JSON.stringify(identity)}`,
  verify: async (auth) => {
    try {
      if (auth.startsWith(PREFIX)) return JSON.parse(auth.slice(PREFIX.length)) as Identity;
    } catch {}
    throw new Refusal('auth', 'auth: not a token of this server', { retry: 0 });
  },
};

import type { Hold } from '@bandoc/protocol';
import { type Identity, isStaff } from './identity.ts';
import { countLinks } from './limits.ts';

/** The rule by which words of somebody wait for a moderator, if one does (rule HD1). */
export function ruleHolding(text: string, hold: Hold, identity: Identity): Hold | undefined {
  if (isStaff(identity)) return undefined;
  const holds: Readonly<Record<Hold, boolean>> = { none: false, guests: identity.guest, links: countLinks(text) > 0, all: true };
  return holds[hold] ? hold : undefined;
}

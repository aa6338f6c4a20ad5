import type { Case } from '../conformance-case.ts';

/** sub, snap: rules SB1 to SB10, SN1 to SN7. */
export const subscribing: readonly Case[] = [];

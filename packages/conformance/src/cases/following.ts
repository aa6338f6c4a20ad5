import type { Case } from '../conformance-case.ts';

/** ev, note: rules EV1 to EV6, FH1, FH2, NT1. */
export const following: readonly Case[] = [];

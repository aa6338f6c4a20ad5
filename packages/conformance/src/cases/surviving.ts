import type { Case } from '../conformance-case.ts';

/** What a restart and a kill leave: needs a command. */
export const surviving: readonly Case[] = [];

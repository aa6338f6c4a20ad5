import type { Case } from '../conformance-case.ts';

/** MD, FR: messages and frames. */
export const messages: readonly Case[] = [];

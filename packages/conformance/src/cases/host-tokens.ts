import type { Case } from '../conformance-case.ts';

/** Tokens: rules TK1 to TK4. */
export const hostTokens: readonly Case[] = [];

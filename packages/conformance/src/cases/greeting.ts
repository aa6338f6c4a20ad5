import type { Case } from '../conformance-case.ts';

/** hello and welcome: rules HS1 to HS8. */
export const greeting: readonly Case[] = [];

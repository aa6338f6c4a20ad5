import type { Case } from '../conformance-case.ts';

/** Stream: rules ES1 to ES6. */
export const streams: readonly Case[] = [];

import type { Case } from '../conformance-case.ts';

/** react, flag: rules RC1 to RC5, FL1, FL2. */
export const reacting: readonly Case[] = [];

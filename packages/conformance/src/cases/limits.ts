import type { Case } from '../conformance-case.ts';

/** Limits: rules LM1 to LM12. */
export const limits: readonly Case[] = [];

import type { Case } from '../conformance-case.ts';

/** err: rules ER1 to ER3. */
export const refusing: readonly Case[] = [];

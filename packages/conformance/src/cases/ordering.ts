import type { Case } from '../conformance-case.ts';

/** top, around: rules TP1 to TP3, AN1 to AN3. */
export const ordering: readonly Case[] = [];

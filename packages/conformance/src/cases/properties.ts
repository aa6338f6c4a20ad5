import type { Case } from '../conformance-case.ts';

/** What holds of many random schedules; a failing seed is told. */
export const properties: readonly Case[] = [];

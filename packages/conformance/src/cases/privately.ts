import type { Case } from '../conformance-case.ts';

/** mine, and what waits: rules MN1 to MN8, HD1 to HD5. */
export const privately: readonly Case[] = [];

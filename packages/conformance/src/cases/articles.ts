import type { Case } from '../conformance-case.ts';

/** The paper's own system: rules AR1 to AR4. */
export const articles: readonly Case[] = [];

import type { Case } from '../conformance-case.ts';

/** count, and derived topics: rules CT1 to CT5, DV1 to DV3. */
export const counting: readonly Case[] = [];

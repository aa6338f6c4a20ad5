import type { Case } from '../conformance-case.ts';

/** edit, del: rules ED1 to ED5, DL1 to DL4. */
export const changing: readonly Case[] = [];

import type { Case } from '../conformance-case.ts';

/** Connections whose reader is slow: rules SL1 to SL3. */
export const slowReaders: readonly Case[] = [];

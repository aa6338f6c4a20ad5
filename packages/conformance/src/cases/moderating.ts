import type { Case } from '../conformance-case.ts';

/** mod, _thread: rules MO1 to MO7, TF1 to TF3. */
export const moderating: readonly Case[] = [];

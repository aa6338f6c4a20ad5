import type { Case } from '../conformance-case.ts';

/** Quotes, names, mentions: rules QT1, QT2, NM1, MT1. */
export const quoting: readonly Case[] = [];

import type { Case } from '../conformance-case.ts';

/** Socket.IO: rules IO1 to IO4. */
export const socketIo: readonly Case[] = [];

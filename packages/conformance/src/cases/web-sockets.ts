import type { Case } from '../conformance-case.ts';

/** WebSocket: rules WS1 to WS6. */
export const webSockets: readonly Case[] = [];

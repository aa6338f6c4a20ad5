// What only a page that is live or writes needs, as one chunk.
export { openLive } from '../live.ts';
export { createConnector } from '../transports/connector.ts';

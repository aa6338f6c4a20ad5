export { threadOfPath } from '@bandoc/protocol';
export * from './client.ts';
export { createClient, withThreads } from './create-client.ts';
export { type Ports } from './hub.ts';
export { createMemoryStore } from './memory-store.ts';
export {
  type Clock,
  type Link,
  type LinkHandlers,
  type Locks,
  type Page,
  type Query,
  type Store,
  type Timers,
  type Wire,
  WireError,
  type WireFault,
} from './ports.ts';
export { createMemoryWire, type MemoryCore, type MemoryPeer } from './transports/memory.ts';

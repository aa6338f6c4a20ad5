export { createAddressOf } from './bindings/address.ts';
export * from './core/index.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { type HostKey, readHostKeys } from './host-keys.ts';
export { createLimiter } from './limiter.ts';
export { createSqliteStorage } from './storage/sqlite-storage.ts';
export { createTokens, type SignedTokens, type TokenOptions } from './tokens.ts';

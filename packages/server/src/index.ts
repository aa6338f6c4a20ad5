export { createAddressOf } from './bindings/address.ts';
export * from './core/index.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export { createSqliteStorage } from './storage/sqlite-storage.ts';
export { createTokens, type SignedTokens } from './tokens.ts';

import { address, type Kind, listOf, network, oneOf, place, text, urlPath, whole } from './kind.ts';
import type { Setting, ValuesOf } from './setting.ts';

/** What a server that stands alone is set by, apart from its core. */
export const processSettings = {
  settingsFile: optional(place, 'A JSON file of settings by their names; the environment goes before it, and the command line before both.'),
  port: setting(whole(0, 65_535), 8080, 'The port it listens on; 0 is any that is free.'),
  host: optional(address, 'The address it listens on; all of them unless given.'),
  path: setting(urlPath, '/bandoc', 'The path that everything is under.'),
  file: setting(place, './data/bandoc.sqlite', 'The SQLite file with the comments; made where it is missing.'),
  secret: { ...optional(text('32 bytes or more', isLong), 'Signs the tokens of guests, and those of hosts that have no keys of their own.'), secret: true },
  secretFile: setting(place, './data/secret', 'The file that holds the secret where none is given; made where it is missing.'),
  hostKeysFile: optional(place, 'A JSON Web Key Set that tokens of hosts are verified with, in place of the secret.'),
  tokenLife: setting(whole(1, 86_400), 600, 'Seconds ahead that a token of a host may end.'),
  clockTolerance: setting(whole(0, 600), 30, 'Seconds by which the clock of a host may differ.'),
  trustedProxies: setting(listOf(network), [], 'The proxies whose X-Forwarded-For is believed.'),
  limits: setting(oneOf('on', 'off'), 'on', 'off: keeps no rates and no numbers of connections, for tests under load.'),
  logLevel: setting(oneOf('debug', 'info', 'warn', 'error', 'silent'), 'info', 'The least that is worth a line in the log.'),
  operatorPort: optional(whole(0, 65_535), 'A port for /metrics, /healthz and /readyz; there is no /metrics unless given.'),
  operatorHost: setting(address, '127.0.0.1', 'The address that the port for operators listens on.'),
} as const;

/** What those settings are when they are read. */
export type ProcessSettings = ValuesOf<typeof processSettings>;

function setting<T extends {}>(kind: Kind<T>, fallback: NoInfer<T>, says: string): Setting<T> {
  return { kind, fallback, says };
}

function optional<T extends {}>(kind: Kind<T>, says: string): Setting<T | undefined> {
  return { kind, fallback: undefined, says };
}

function isLong(value: string): boolean {
  return Buffer.byteLength(value) >= 32;
}

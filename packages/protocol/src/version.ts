/** The major version that this package speaks; a client offers it in `hello.v`, paths carry it as `/v1`. */
export const PROTOCOL_VERSION = 1;

/** The version of the schemas: a changed schema has a new one, and what an older one meant stays in versions.json. */
export const SCHEMA_VERSION = '1.0.0-draft.7';

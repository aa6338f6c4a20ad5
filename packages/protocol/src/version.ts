/** The major version that this package speaks; a client offers it in `hello.v`, paths carry it as `/v1`. */
export const PROTOCOL_VERSION = 1;

import { createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A key that hosts' tokens are verified with. Its algorithm is its own: a token only names the key. */
export interface HostKey {
  /** The `kid` that a token names it by; one without is meant by tokens that name none. */
  readonly id?: string;
  readonly algorithm: 'HS256' | 'EdDSA';
  readonly key: KeyObject;
}

/** What guests' tokens name their key by; no host's key may. */
export const GUEST_KEY = 'guest';

/** RFC 7518, 3.2: a key at least as long as the digest. */
const SECRET_BYTES = 32;

/** A key of HS256 from its bytes; `name` is what the refusal calls it. */
export function secretKey(bytes: Uint8Array, name: string): KeyObject {
  if (bytes.length < SECRET_BYTES) throw new Error(`${name} has ${bytes.length} bytes; it needs at least ${SECRET_BYTES}.`);
  return createSecretKey(bytes);
}

/**
 * Reads a JSON Web Key Set (RFC 7517): public keys of Ed25519 (`{kty: "OKP", crv: "Ed25519", x, kid}`) and secrets of HS256
 * (`{kty: "oct", k, kid}`). Throws in words where it is not one.
 */
export function readHostKeys(text: string): HostKey[] {
  const { keys } = parse(text);
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('A key set looks like {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "…", "kid": "2026"}]}.');
  const read = keys.map((one: JsonWebKey) => readKey(one));
  if (new Set(read.map(({ id }) => id)).size < read.length) throw new Error('Each key of a set needs a "kid" of its own.');
  return read;
}

function readKey(jwk: JsonWebKey): HostKey {
  const { kty, crv, k, d } = jwk;
  const kid = typeof jwk['kid'] === 'string' ? jwk['kid'] : undefined;
  const name = kid === undefined ? 'The key without a "kid"' : `The key "${kid}"`;
  if (kid === GUEST_KEY) throw new Error(`${name} has the name that guests' tokens name theirs by; give it another "kid".`);
  const id = kid === undefined ? {} : { id: kid };
  if (kty === 'oct') return { ...id, algorithm: 'HS256', key: secretKey(Buffer.from(k ?? '', 'base64url'), name) };
  if (kty !== 'OKP' || crv !== 'Ed25519') throw new Error(`${name} is ${crv ?? kty ?? 'of no kind'}; allowed are "OKP" with "Ed25519", and "oct".`);
  if (d !== undefined) throw new Error(`${name} is a private one (it has a "d"): that half stays with the host.`);
  try {
    return { ...id, algorithm: 'EdDSA', key: createPublicKey({ key: jwk, format: 'jwk' }) };
  } catch (error) {
    throw new Error(`${name} has no good "x".`, { cause: error });
  }
}

function parse(text: string): { readonly keys?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { readonly keys?: unknown };
  } catch {
    // What JSON.parse would say quotes the text.
    throw new Error('The key set is not JSON.');
  }
}

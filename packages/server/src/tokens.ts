import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import QuickLru from 'quick-lru';
import { type Identity, Refusal, type Rights, type Tokens } from './core/index.ts';

/** Tokens of one site, and the way a newsroom's own programs get theirs. */
export interface SignedTokens extends Tokens {
  /** A token for a program of the newsroom, good for `seconds` (600). */
  issueHost(rights: readonly Rights[], seconds?: number): Promise<string>;
}

const ALGORITHM = 'HS256';

/** RFC 7518, 3.2: a key at least as long as the digest. */
const SECRET_BYTES = 32;

/** Tokens whose signature is remembered at least; a page sends its own with everything it writes. */
const REMEMBERED = 10_000;

/** A guest's token is all that a device has of its identity, so it outlives the device. */
const GUEST_LIFE = '3650d';

/**
 * Signs and verifies JSON Web Tokens with a secret of at least 32 bytes; the audience is the site. A host that has its own readers' accounts
 * signs `{sub, name, roles?, aud, exp}` with the same secret.
 */
export function createTokens({ secret, site }: { readonly secret: string; readonly site: string }): SignedTokens {
  const key = new TextEncoder().encode(secret);
  if (key.length < SECRET_BYTES) throw new Error(`The secret that signs tokens has ${key.length} bytes; it needs at least ${SECRET_BYTES}.`);
  // What was signed stays signed: of a token that is known, only its time is looked at again.
  const known = new QuickLru<string, Identity>({ maxSize: REMEMBERED });

  const sign = (identity: Identity, life: string) =>
    new SignJWT({ name: identity.name, roles: [...identity.roles], rights: [...identity.rights], guest: identity.guest })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(identity.id)
      .setAudience(site)
      .setIssuedAt()
      .setExpirationTime(life)
      .sign(key);

  return {
    issue: (identity) => sign(identity, GUEST_LIFE),
    issueHost: (rights, seconds = 600) => sign({ id: 'host', name: site, roles: ['host'], rights, guest: false }, `${seconds}s`),
    verify: async (auth) => {
      const remembered = known.get(auth);
      if (remembered?.exp !== undefined && remembered.exp > Date.now()) return remembered;
      try {
        // The algorithm is fixed here: a token does not choose how it is checked.
        const { payload } = await jwtVerify(auth, key, { algorithms: [ALGORITHM], audience: site, requiredClaims: ['sub', 'exp'] });
        const identity = readIdentity(payload);
        known.set(auth, identity);
        return identity;
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
        throw new Refusal('auth', `auth: ${error.code}`, { retry: 0 });
      }
    },
  };
}

function readIdentity({ sub, name, roles, rights, guest, exp }: JWTPayload): Identity {
  return {
    id: sub ?? '',
    name: typeof name === 'string' ? name : '',
    roles: strings(roles),
    rights: strings(rights).filter((one): one is Rights => one === 'import' || one === 'articles'),
    guest: guest === true,
    ...(exp === undefined ? {} : { exp: exp * 1000 }),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

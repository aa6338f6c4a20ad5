import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import QuickLru from 'quick-lru';
import { type Identity, isGuestId, Refusal, type Rights, type Tokens } from './core/index.ts';
import { GUEST_KEY, type HostKey, secretKey } from './host-keys.ts';

/** Tokens of one site, and the way a newsroom's own programs get theirs. */
export interface SignedTokens extends Tokens {
  /** A token for a program of the newsroom, good for `seconds` (600). */
  issueHost(rights: readonly Rights[], seconds?: number): Promise<string>;
}

/** What a site's tokens are signed and verified with. */
export interface TokenOptions {
  /** The audience of every token. */
  readonly site: string;
  /** Signs guests' tokens, and verifies hosts' by HS256 where they have no keys of their own; at least 32 bytes. */
  readonly secret: string;
  /** What hosts' tokens are verified with, in place of the secret. */
  readonly hostKeys?: readonly HostKey[] | undefined;
  /** How far ahead a host's token may end, in seconds. 600 unless given. */
  readonly life?: number | undefined;
  /** By how many seconds a host's clock may differ from this one. 30 unless given. */
  readonly tolerance?: number | undefined;
  /** Real time, in ms, whatever time readers are told. */
  readonly now?: () => number;
}

/** A guest's token is all that a device has of its identity, so it outlives the device: ten years, in seconds. */
const GUEST_LIFE = 315_360_000;

/** Tokens whose signature is remembered at least; a page sends its own with everything it writes. */
const REMEMBERED = 10_000;

/** What a `hello.auth` may have, for tokens that come in a header too. */
const MOST_BYTES = 4_096;

/** A badge is a word that a page has a text for. */
const BADGE = /^[a-z][a-z0-9-]{0,23}$/;
const MOST_BADGES = 4;
const MOST_AVATAR = 500;

/** How tokens may name the algorithm of a key; RFC 9864 gave EdDSA over Ed25519 a name of its own. */
const NAMES = { HS256: ['HS256'], EdDSA: ['EdDSA', 'Ed25519'] } as const;

/**
 * Signs and verifies JSON Web Tokens. A host that has its own readers' accounts signs `{sub, name, roles?, rights?, badges?, avatar?, aud, exp}` for minutes, with the
 * secret or a key of its own; guests' are signed here, for years, and give no role or right.
 */
export function createTokens({ site, secret, hostKeys, life = 600, tolerance = 30, now = Date.now }: TokenOptions): SignedTokens {
  const own = secretKey(new TextEncoder().encode(secret), 'The secret that signs tokens');
  // A host that signs with the secret signs no guest (rule TK3).
  const guests = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'bandoc guests', 32)));
  const guestKey: HostKey = { id: GUEST_KEY, algorithm: 'HS256', key: guests };
  const keys = new Map([guestKey, ...(hostKeys ?? [{ algorithm: 'HS256', key: own } as const])].map((one) => [one.id, one]));

  // What was signed stays signed: of a token that is known, only its time is looked at again.
  const known = new QuickLru<string, Identity>({ maxSize: REMEMBERED });

  // The token names its key, and the key is for one algorithm: a token does not choose how it is checked.
  const keyOf = ({ kid, alg }: JWTHeaderParameters): KeyObject => {
    const found = keys.get(kid);
    if (!found) throw new errors.JWKSNoMatchingKey();
    if (!NAMES[found.algorithm].some((name) => name === alg)) throw new errors.JOSEAlgNotAllowed();
    return found.key;
  };

  const sign = (claims: JWTPayload, id: string, seconds: number, { id: kid, key }: HostKey) => {
    const issued = Math.floor(now() / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', ...(kid !== undefined && { kid }) })
      .setSubject(id)
      .setAudience(site)
      .setIssuedAt(issued)
      .setExpirationTime(issued + seconds)
      .sign(key);
  };

  return {
    issue: ({ id, name }) => sign({ name }, id, GUEST_LIFE, guestKey),
    issueHost: async (rights, seconds = life) => {
      if (hostKeys) throw new Error("Hosts' tokens are signed with the host's own keys here: sign this one with them too.");
      if (seconds > life) throw new Error(`A host's token ends within ${life} seconds, and this one was to end after ${seconds}.`);
      return sign({ name: site, rights: [...rights] }, 'host', seconds, { algorithm: 'HS256', key: own });
    },
    verify: async (auth) => {
      const remembered = known.get(auth);
      if (remembered?.exp !== undefined && remembered.exp > now()) return remembered;
      if (Buffer.byteLength(auth) > MOST_BYTES) throw refuse(`at most ${MOST_BYTES} bytes`);
      try {
        const { payload, protectedHeader } = await jwtVerify(auth, keyOf, {
          audience: site,
          requiredClaims: ['sub', 'exp'],
          clockTolerance: tolerance,
          currentDate: new Date(now()),
        });
        const identity = protectedHeader.kid === GUEST_KEY ? readGuest(payload) : readHost(payload);
        if (!identity.guest && (identity.exp ?? 0) > now() + (life + tolerance) * 1_000) throw refuse(`exp: at most ${life} seconds ahead`);
        known.set(auth, identity);
        return identity;
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
        throw refuse('claim' in error ? `${error.code} ${String(error.claim)}` : error.code);
      }
    },
  };
}

function refuse(why: string): Refusal {
  return new Refusal('auth', `auth: ${why}`, { retry: 0 });
}

function readGuest({ sub = '', name, exp = 0 }: JWTPayload): Identity {
  return { id: sub, name: typeof name === 'string' ? name : '', roles: ['guest'], rights: [], guest: true, exp: exp * 1_000 };
}

function readHost({ sub = '', name, roles, rights, badges, avatar, exp = 0 }: JWTPayload): Identity {
  // Guests' ids are there for all to read: nobody becomes one by taking it for a name.
  if (sub === '' || isGuestId(sub)) throw refuse('sub: empty, or such as guests have');
  return {
    id: sub,
    name: typeof name === 'string' ? name : '',
    roles: strings(roles).filter((one) => one === 'moderator' || one === 'staff'),
    rights: strings(rights).filter((one): one is Rights => one === 'import' || one === 'articles'),
    ...shown(badges, avatar),
    guest: false,
    exp: exp * 1_000,
  };
}

/** What is seen beside her name, as far as it is such: every comment of hers has it. */
function shown(badges: unknown, avatar: unknown): Pick<Identity, 'badges' | 'avatar'> {
  const words = strings(badges).filter((one) => BADGE.test(one));
  const picture = typeof avatar === 'string' && avatar.length <= MOST_AVATAR && URL.canParse(avatar) && new URL(avatar).protocol === 'https:';
  return { ...(words.length ? { badges: words.slice(0, MOST_BADGES) } : {}), ...(picture ? { avatar } : {}) };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createTokens, readHostKeys } from '@bandoc/server';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { NOON } from './newsroom.ts';
import { SECRET } from './standing.ts';

const SOON = NOON / 1_000 + 60;
const REFUSED = { code: 'auth', retry: 0 };
const secret = createSecretKey(Buffer.from(SECRET));
const now = () => NOON;
const tokens = createTokens({ secret: SECRET, site: 'demo', now });

const signed = (claims: object, header: object = {}, key: KeyObject = secret) =>
  new SignJWT({ sub: 'u-9', aud: 'demo', exp: SOON, ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);

const bytes = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of a guest', () => {
  it('[HS4] brings back the identity it was issued for, ten years on', async () => {
    const identity = { id: 'g-1', name: 'Lan', roles: ['guest'], rights: [], guest: true };
    const token = await tokens.issue(identity);
    expect(await tokens.verify(token)).toMatchObject(identity);
    const later = createTokens({ secret: SECRET, site: 'demo', now: () => NOON + 3_649 * 86_400_000 });
    expect(await later.verify(token)).toMatchObject(identity);
  });

  it('[TK3] [PT8] gives no role and no right, whatever it says', async () => {
    const token = await signed({ sub: 'g-1', roles: ['moderator'], rights: ['import'], exp: SOON * 2 }, { kid: 'guest' });
    expect(await tokens.verify(token)).toMatchObject({ id: 'g-1', roles: ['guest'], rights: [], guest: true });
  });
});

describe('a token of a host', () => {
  it('[TK2] tells id, name, roles and the rights that there are', async () => {
    const claims = { name: 'Lan', roles: ['moderator', 7], rights: ['all', 7, 'import'], guest: true };
    expect(await tokens.verify(await signed(claims))).toEqual({
      id: 'u-9',
      name: 'Lan',
      roles: ['moderator'],
      rights: ['import'],
      guest: false,
      exp: SOON * 1_000,
    });
    expect(await tokens.verify(await tokens.issueHost(['import', 'articles']))).toMatchObject({ id: 'host', roles: ['host'], rights: ['import', 'articles'] });
  });

  it('[TK2] [PT15] tells the badges and the picture that are such, and no more', async () => {
    const shown = async (claims: object) => {
      const { badges, avatar } = await tokens.verify(await signed(claims));
      return { badges, avatar };
    };
    const avatar = 'https://bao.example/lan.webp';
    expect(await shown({ badges: ['author', 7, 'Tác giả', 'x'.repeat(25), 'long-time'], avatar })).toEqual({ badges: ['author', 'long-time'], avatar });
    expect((await shown({ badges: ['a', 'b', 'c', 'd', 'e'] })).badges).toHaveLength(4);
    for (const wrong of ['http://bao.example/lan.webp', 'javascript:alert(1)', 'lan.webp', `https://bao.example/${'x'.repeat(500)}`, 7])
      expect(await shown({ badges: 'staff', avatar: wrong }), String(wrong)).toEqual({ badges: undefined, avatar: undefined });
    const guest = await signed({ sub: 'g-1', badges: ['staff'], avatar, exp: SOON * 2 }, { kid: 'guest' });
    expect(await tokens.verify(guest)).not.toHaveProperty('badges');
  });

  it('[TK1] [TK3] [TK4] [HS7] that is forged, for another site, unsigned, signed otherwise, too long, or has the id of a guest is err auth', async () => {
    const other = createTokens({ secret: SECRET, site: 'other', now });
    const stranger = createTokens({ secret: SECRET.toUpperCase(), site: 'demo', now });
    const long = createSecretKey(Buffer.from(SECRET.repeat(2)));
    const wrong = {
      'no token': 'x',
      'three parts of nothing': '..',
      'of alg none': `${bytes({ alg: 'none' })}.${bytes({ sub: 'x', aud: 'demo', exp: SOON })}.`,
      'of alg none, named as a guest': `${bytes({ alg: 'none', kid: 'guest' })}.${bytes({ sub: 'x', aud: 'demo', exp: SOON })}.`,
      'another site': await other.issueHost(['import']),
      'a wrong aud': await signed({ aud: ['bao.example'] }),
      'no aud': await signed({ aud: undefined }),
      'another secret': await stranger.issueHost(['import']),
      'no sub': await signed({ sub: undefined }),
      'an empty sub': await signed({ sub: '' }),
      'the id of a guest': await signed({ sub: 'g-1' }),
      'an unknown kid': await signed({}, { kid: 'other' }),
      HS384: await signed({}, { alg: 'HS384' }, long),
      HS512: await signed({}, { alg: 'HS512' }, long),
      'over 4 KiB': await signed({ name: 'x'.repeat(4_096) }),
    };
    for (const [name, token] of Object.entries(wrong)) await expect(tokens.verify(token), name).rejects.toMatchObject(REFUSED);
    expect(await tokens.verify(await signed({ aud: ['other', 'demo'] }))).toBeTruthy();
  });

  it('[TK1] [HS7] ends: without an exp, past it, or with one too far ahead it is err auth', async () => {
    for (const exp of [undefined, SOON - 120, NOON / 1_000 + 631, 'soon'])
      await expect(tokens.verify(await signed({ exp })), String(exp)).rejects.toMatchObject(REFUSED);
    expect(await tokens.verify(await signed({ exp: NOON / 1_000 + 630 }))).toBeTruthy();
    expect(await tokens.verify(await signed({ exp: NOON / 1_000 - 29 }))).toBeTruthy();
    const strict = createTokens({ secret: SECRET, site: 'demo', life: 60, tolerance: 0, now });
    await expect(strict.verify(await signed({ exp: SOON + 1 }))).rejects.toMatchObject(REFUSED);
    await expect(strict.verify(await signed({ exp: NOON / 1_000 }))).rejects.toMatchObject(REFUSED);
    await expect(strict.issueHost(['import'], 61)).rejects.toThrow(/60 seconds/);
  });

  it('[HS7] [PT9] that was good ends when its time has come', async () => {
    let time = NOON;
    const { issueHost, verify } = createTokens({ secret: SECRET, site: 'demo', tolerance: 0, now: () => time });
    const token = await issueHost(['import'], 5);
    for (time of [NOON, NOON + 4_999]) expect(await verify(token)).toMatchObject({ id: 'host', exp: NOON + 5_000 });
    time = NOON + 5_000;
    await expect(verify(token)).rejects.toMatchObject(REFUSED);
  });
});

describe("a host's own keys", () => {
  const pair = generateKeyPairSync('ed25519');
  const spare = generateKeyPairSync('ed25519');
  const jwk = (key: KeyObject, kid?: string) => ({ ...key.export({ format: 'jwk' }), ...(kid === undefined ? {} : { kid }) });
  const hostKeys = readHostKeys(JSON.stringify({ keys: [jwk(pair.publicKey, 'a'), jwk(spare.publicKey, 'b')] }));
  const hosted = createTokens({ secret: SECRET, site: 'demo', hostKeys, now });

  it('[TK1] verify by EdDSA, each under its kid', async () => {
    expect(await hosted.verify(await signed({}, { alg: 'EdDSA', kid: 'a' }, pair.privateKey))).toMatchObject({ id: 'u-9', guest: false });
    expect(await hosted.verify(await signed({}, { alg: 'Ed25519', kid: 'b' }, spare.privateKey))).toMatchObject({ id: 'u-9' });
    const nameless = createTokens({ secret: SECRET, site: 'demo', hostKeys: readHostKeys(JSON.stringify({ keys: [jwk(pair.publicKey)] })), now });
    expect(await nameless.verify(await signed({}, { alg: 'EdDSA' }, pair.privateKey))).toMatchObject({ id: 'u-9' });
  });

  it('[TK1] [TK3] [HS7] leave no other algorithm, key or secret a way in', async () => {
    const { x = '' } = pair.publicKey.export({ format: 'jwk' });
    const raw = createSecretKey(Buffer.from(x, 'base64url'));
    const pem = createSecretKey(Buffer.from(pair.publicKey.export({ format: 'pem', type: 'spki' })));
    const wrong = {
      'HS256 with the public key for a secret': await signed({}, { kid: 'a' }, raw),
      'HS256 with its PEM for a secret': await signed({}, { kid: 'a' }, pem),
      "the server's secret, which signs guests alone": await signed({}),
      'the other key': await signed({}, { alg: 'EdDSA', kid: 'b' }, pair.privateKey),
      'an unknown kid': await signed({}, { alg: 'EdDSA', kid: 'c' }, pair.privateKey),
      'no kid': await signed({}, { alg: 'EdDSA' }, pair.privateKey),
      'a guest by the wrong key': await signed({}, { alg: 'EdDSA', kid: 'guest' }, pair.privateKey),
    };
    for (const [name, token] of Object.entries(wrong)) await expect(hosted.verify(token), name).rejects.toMatchObject(REFUSED);
  });

  it('leave guests to the secret', async () => {
    const identity = { id: 'g-1', name: 'Lan', roles: ['guest'], rights: [], guest: true };
    expect(await hosted.verify(await tokens.issue(identity))).toMatchObject(identity);
    expect(await hosted.verify(await hosted.issue(identity))).toMatchObject(identity);
    await expect(hosted.issueHost(['import'])).rejects.toThrow(/own keys/);
  });

  it('may be a secret beside the one that signs guests', async () => {
    const k = Buffer.from('another secret of at least 32 bytes').toString('base64url');
    const keys = readHostKeys(JSON.stringify({ keys: [{ kty: 'oct', k, kid: 'cms' }] }));
    const both = createTokens({ secret: SECRET, site: 'demo', hostKeys: keys, now });
    expect(await both.verify(await signed({}, { kid: 'cms' }, createSecretKey(Buffer.from(k, 'base64url'))))).toMatchObject({ id: 'u-9' });
    await expect(both.verify(await signed({}, { kid: 'cms' }))).rejects.toMatchObject(REFUSED);
  });

  it('are refused in words where they cannot be used', () => {
    const refused = (...keys: object[]) => {
      try {
        return readHostKeys(JSON.stringify({ keys }));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(() => readHostKeys('-----BEGIN')).toThrow('The key set is not JSON.');
    expect(() => readHostKeys('null')).toThrow(/looks like/);
    expect(refused()).toMatch(/looks like/);
    expect(refused(jwk(pair.publicKey, 'guest'))).toMatch(/another "kid"/);
    expect(refused(jwk(pair.publicKey, 'a'), jwk(spare.publicKey, 'a'))).toMatch(/"kid" of its own/);
    expect(refused(jwk(pair.publicKey), jwk(spare.publicKey))).toMatch(/"kid" of its own/);
    expect(refused(jwk(pair.privateKey, 'a'))).toMatch(/private/);
    expect(refused({ kty: 'oct', k: 'c2hvcnQ', kid: 'a' })).toMatch(/"a" has 5 bytes; it needs at least 32/);
    expect(refused({ kty: 'OKP', crv: 'Ed25519', x: '!', kid: 'a' })).toMatch(/no good "x"/);
    expect(refused(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }))).toMatch(/P-256/);
    expect(() => createTokens({ secret: 'short', site: 'demo' })).toThrow(/5 bytes; it needs at least 32/);
  });
});

import { type JWTPayload, SignJWT } from 'jose';

/** What a host's token may say (TK2), and what a case makes wrong of it. */
export interface Claims {
  readonly sub?: string | undefined;
  readonly aud?: string | string[] | undefined;
  /** In seconds from now. */
  readonly life?: number | undefined;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly rights?: readonly string[];
  readonly badges?: readonly unknown[];
  readonly avatar?: unknown;
}

/** Signs a host's token by HS256 (TK1). `aud: undefined`, `sub: undefined` and `life: undefined` leave that claim out. */
export function signToken({ life, ...claims }: Claims, secret: string, header: { readonly alg?: string; readonly kid?: string } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const said = { iat: now, ...(life !== undefined && { exp: now + life }), ...claims };
  return new SignJWT(said as JWTPayload).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret));
}

/** A token that nobody signed. */
export function unsignedToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

import { SignJWT } from 'jose';

/** The site of the demo, which its tokens are for. */
export const SITE = 'demo';

/** Somebody the paper knows. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles?: readonly string[];
}

/** A token for a few minutes by which somebody of the paper's speaks, signed as a paper's own login would. */
export function signPerson(secret: string, { id, name, roles = [] }: Person): Promise<string> {
  return new SignJWT({ name, roles: [...roles] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(SITE)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
}

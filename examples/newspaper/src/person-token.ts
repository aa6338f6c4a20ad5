import { SignJWT } from 'jose';

/** The site of the demo, which its tokens are for. */
export const SITE = 'demo';

/** Somebody the paper knows. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles?: readonly string[];
  readonly badges?: readonly string[];
  readonly rights?: readonly string[];
}

/** Who decides at the demo's desk. */
export const MODERATOR: Person = { id: 'ban-dieu-hanh', name: 'Tòa soạn', roles: ['moderator'] };

/** A token for a few minutes by which somebody of the paper's speaks, signed as a paper's own login would. */
export function signPerson(secret: string, { id, name, ...says }: Person): Promise<string> {
  return new SignJWT({ name, ...says })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(SITE)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
}

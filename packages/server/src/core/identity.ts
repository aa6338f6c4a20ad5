import type { Author } from '@bandoc/protocol';

/** What a host's token may allow beyond what every reader may. */
export type Rights = 'import' | 'articles';

/** Who speaks. `id` owns the keys of what it writes. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly rights: readonly Rights[];
  /** What is said beside her name, and the address of her picture: the paper's to say. */
  readonly badges?: readonly string[];
  readonly avatar?: string;
  /** Known by nothing but the token this server gave to a device. */
  readonly guest: boolean;
  /** When its token ends, in ms of real time. */
  readonly exp?: number;
}

const GUEST = 'g-';

/** A guest as it is at first: an id nobody can guess, and the name it gave. */
export function createGuest(random: string, name: string): Identity {
  return { id: `${GUEST}${random}`, name, roles: ['guest'], rights: [], guest: true };
}

/** Whether an id is such as guests are given. */
export function isGuestId(id: string): boolean {
  return id.startsWith(GUEST);
}

/** As whom everybody sees her beside what she writes; that she is of the newsroom is said too (rule PT15). */
export function authorOf({ id, name, roles, badges = [], avatar }: Identity): Author {
  const all = [...new Set([...badges, ...roles.filter((role) => role === 'staff' || role === 'moderator')])];
  return { id, name, ...(avatar === undefined ? {} : { avatar }), ...(all.length ? { badges: all } : {}) };
}

/** Whether what she writes is the newsroom's own, and waits for nobody. */
export function isStaff({ roles, rights }: Identity): boolean {
  return rights.includes('import') || roles.some((role) => role === 'staff' || role === 'moderator');
}

/** Whether she may change what others wrote, and sees what is not public. */
export function isModerator({ roles }: Identity): boolean {
  return roles.includes('moderator');
}

import { normalizeName, type User, type Welcome } from '@bandoc/protocol';
import type { Hub } from './hub.ts';
import { isStored } from './outgoing.ts';

const KEY = 'identity';
/** Identities that this device lost, at most so many are remembered. */
const MOST_LOST = 8;

/** What the store keeps: the token and whom it speaks for, if there is one, and ids this device had before that a server no longer takes. */
interface KeptIdentity {
  readonly auth?: string;
  readonly user?: User;
  /** The name as it was asked for last. */
  readonly name: string;
  readonly lost: readonly string[];
}

/** Who this device is to the server: a guest's token, in the store before anything is written under it (rule HS4). */
export class Identity {
  readonly #hub: Hub;
  #kept: KeptIdentity = { name: '', lost: [] };
  #stored = true;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  get auth(): string | undefined {
    return this.#kept.auth;
  }

  get name(): string {
    return this.#kept.name;
  }

  isCalled(name: string): boolean {
    return normalizeName(this.#kept.name) === normalizeName(name);
  }

  /** Whether this device was that user, until the server refused its token. */
  wasOnce(user: string): boolean {
    return this.#kept.lost.includes(user);
  }

  /** Takes what the store has: another tab may have been given an identity, or a name, meanwhile. */
  async load(): Promise<void> {
    // What the store did not take lives in this page alone, and is not replaced by what the store has from before.
    if (!this.#stored) return;
    const found = await this.#hub.ports.store.get(KEY).catch(() => undefined);
    const kept = readIdentity(found);
    if (kept) this.#take(kept);
  }

  /** Keeps what a welcome granted; resolves when the store has it, or will not have it. */
  async keep({ auth, user }: Welcome, name: string): Promise<void> {
    const token = auth ?? this.#kept.auth;
    // Another tab may have been given another identity meanwhile: from now on this is the device's, and what was written under that one too.
    await this.load();
    const { user: other, lost } = this.#kept;
    const all = other && other.id !== user?.id ? withLost(lost, other) : lost;
    await this.#save({ ...(token !== undefined && { auth: token }), ...(user && { user }), name, lost: all });
  }

  /** The server does not take this token any more: it is forgotten, and its user's unsent words are this device's to send as whoever it will be. */
  async lose(token: string | undefined): Promise<void> {
    // Another tab may have lost it before, and may be somebody else by now.
    await this.load();
    const { auth, user, name, lost } = this.#kept;
    if (auth === undefined || auth !== token) return;
    await this.#save({ name, lost: user ? withLost(lost, user) : lost });
  }

  async #save(kept: KeptIdentity): Promise<void> {
    this.#take(kept);
    this.#stored = await isStored(this.#hub.ports.store.set(KEY, kept));
  }

  #take(kept: KeptIdentity): void {
    this.#kept = kept;
    this.#hub.guest = kept.user;
    this.#hub.guests = kept.user ? [...kept.lost, kept.user.id] : kept.lost;
    this.#hub.guestName ||= kept.name;
    this.#hub.watchers.changed();
  }
}

function withLost(lost: readonly string[], { id }: User): readonly string[] {
  return [...lost, id].slice(-MOST_LOST);
}

function readIdentity(value: unknown): KeptIdentity | undefined {
  const kept = value as Partial<KeptIdentity> | null | undefined;
  const good = typeof kept?.name === 'string' && Array.isArray(kept.lost) && (kept.auth === undefined || typeof kept.auth === 'string');
  return good ? (kept as KeptIdentity) : undefined;
}

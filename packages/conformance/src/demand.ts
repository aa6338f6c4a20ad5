/** What a server did that a rule forbids, or did not do that one demands. */
export class Breach extends Error {
  override readonly name = 'Breach';
  readonly demanded: string;
  readonly came: string;

  constructor(demanded: string, came: unknown) {
    super(`${demanded}; came ${shorten(came)}`);
    this.demanded = demanded;
    this.came = shorten(came);
  }
}

/** What a case needs and this server does not have: it is not proven, and not broken. */
export class Unproven extends Error {
  override readonly name = 'Unproven';
}

/** Throws unless what came has all that is wanted: objects at least these fields, arrays as many elements, each likewise. */
export function demand(came: unknown, wanted: unknown, demanded: string): void {
  if (!isLike(came, wanted)) throw new Breach(`${demanded} (wanted ${shorten(wanted)})`, came);
}

/** Throws unless something holds. */
export function demandThat(holds: boolean, came: unknown, demanded: string): asserts holds {
  if (!holds) throw new Breach(demanded, came);
}

export function isLike(came: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'function') return Boolean((wanted as (value: unknown) => unknown)(came));
  if (wanted instanceof RegExp) return typeof came === 'string' && wanted.test(came);
  if (Array.isArray(wanted)) return Array.isArray(came) && came.length === wanted.length && wanted.every((one, i) => isLike(came[i], one));
  if (wanted === null || typeof wanted !== 'object') return came === wanted;
  if (came === null || typeof came !== 'object') return false;
  return Object.entries(wanted).every(([name, one]) => isLike((came as Record<string, unknown>)[name], one));
}

/** At most 600 characters of anything. */
export function shorten(value: unknown, most = 600): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, (_, one: unknown) => (typeof one === 'function' ? '…' : one)) ?? String(value));
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

/** What `$names` of a scenario stand for, once something was found in their place. */
export type Names = Map<string, unknown>;

/**
 * Whether what came has all that is wanted: objects at least these fields, arrays these elements and no more; `null` is what is not there,
 * `"$any"` what is, and any other `"$name"` what it stood for before. What a name stands for from now on is kept if all of it fits.
 */
export function fits(came: unknown, wanted: unknown, names: Names): boolean {
  const found: Names = new Map(names);
  if (!isFit(came, wanted, found)) return false;
  for (const [name, value] of found) names.set(name, value);
  return true;
}

/** The same with what its names stand for in their places. */
export function filled(value: unknown, names: Names): unknown {
  if (isName(value) && names.has(value)) return names.get(value);
  if (Array.isArray(value)) return value.map((one) => filled(one, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [String(filled(name, names)), filled(one, names)]));
}

function isFit(came: unknown, wanted: unknown, names: Names): boolean {
  if (wanted === '$any') return came !== undefined && came !== null;
  if (isName(wanted)) {
    if (came === undefined || came === null) return false;
    if (!names.has(wanted)) names.set(wanted, came);
    return names.get(wanted) === came;
  }
  if (wanted === null) return came === undefined || came === null;
  if (typeof wanted !== 'object') return came === wanted;
  if (Array.isArray(wanted)) return Array.isArray(came) && came.length === wanted.length && wanted.every((one, i) => isFit(came[i], one, names));
  if (came === null || typeof came !== 'object') return false;
  return Object.entries(wanted).every(([name, one]) => isFit((came as Record<string, unknown>)[String(filled(name, names))], one, names));
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\$[a-z]+\d*$/.test(value);
}

/** A copy of plain data, as JSON would carry it: properties that are undefined are left out. */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const made = { ...value } as Record<string, unknown>;
  for (const name in made) {
    const inner = made[name];
    if (inner === undefined) delete made[name];
    else if (typeof inner === 'object') made[name] = copy(inner);
  }
  return made as T;
}

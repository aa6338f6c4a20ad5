import { type Err, err, item, matches, type Snap, snap } from '@bandoc/protocol';

/** Reads the answer to a GET: undefined for what is no snap and no err of this version. */
export function readAnswer(value: unknown): Snap | Err | undefined {
  const whole = withoutBadItems(value);
  return matches(snap, whole) || matches(err, whole) ? (whole as Snap | Err) : undefined;
}

/** Leaves out the items that cannot be read, so that the rest can be taken. */
export function withoutBadItems(value: unknown): unknown {
  const items = (value as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return value;
  const good = items.filter((one) => matches(item, one));
  return good.length === items.length ? value : { ...(value as object), items: good };
}

import { matches, type ServerFrame, serverFrames } from '@bandoc/protocol';
import { withoutBadItems } from './frame-reading.ts';

/** Reads one frame of a connection, without the items that cannot be read; undefined for what is no frame of this version (rules FR3, ER1). */
export function readFrame(value: unknown): ServerFrame | undefined {
  const whole = withoutBadItems(value);
  const t = (whole as { readonly t?: unknown } | null)?.t;
  if (typeof t !== 'string' || !Object.hasOwn(serverFrames, t)) return undefined;
  return matches(serverFrames[t as keyof typeof serverFrames], whole) ? (whole as ServerFrame) : undefined;
}

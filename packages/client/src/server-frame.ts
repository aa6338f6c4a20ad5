import { matches, type ServerFrame, serverFrames } from '@bandoc/protocol';
import { withoutBadItems } from './frame-reading.ts';
import { itemOf } from './topic-answer.ts';

/** Reads one frame of a connection, without the items that cannot be read; undefined for what is no frame of this version (rules FR3, ER1). */
export function readFrame(value: unknown): ServerFrame | undefined {
  const { t, topic } = (value ?? {}) as { readonly t?: unknown; readonly topic?: unknown };
  if (typeof t !== 'string' || !Object.hasOwn(serverFrames, t)) return undefined;
  const whole = withoutBadItems(value, itemOf(topic));
  return matches(serverFrames[t as keyof typeof serverFrames], whole) ? (whole as ServerFrame) : undefined;
}

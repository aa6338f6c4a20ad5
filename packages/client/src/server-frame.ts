import { matches, type ServerFrame, serverFrames } from '@bandoc/protocol';
import { type LeftOut, withoutBadItems } from './frame-reading.ts';
import { itemOf } from './topic-answer.ts';

/** Reads one frame of a connection, without the items that cannot be read; undefined for what is no frame of this version (rules FR3, ER1). */
export function readFrame(value: unknown, leftOut?: LeftOut): ServerFrame | undefined {
  const { t, topic } = (value ?? {}) as { readonly t?: unknown; readonly topic?: unknown };
  if (typeof t !== 'string' || !Object.hasOwn(serverFrames, t)) return undefined;
  const whole = withoutBadItems(value, itemOf(topic), leftOut);
  if (matches(serverFrames[t as keyof typeof serverFrames], whole)) return whole as ServerFrame;
  leftOut?.(value);
  return undefined;
}

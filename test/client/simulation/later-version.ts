import type { ClientFrame, ServerFrame } from '@bandoc/protocol';

/** What neither side of this version knows. */
const UNKNOWN = { later: { than: ['this'], at: 1 } } as const;
/** Refusals that a client has no word of its own for. */
const PLAIN = ['denied', 'invalid', 'conflict'];

/** A server's frame as one of a later version sends it: with unknown fields, items, codes, and frames of unknown kinds beside it (invariant I16). */
export function fromLaterServer(frame: ServerFrame): unknown[] {
  if (frame.t === 'err') return [{ ...frame, ...UNKNOWN, code: frame.retry === undefined && PLAIN.includes(frame.code) ? 'too-loud' : frame.code }];
  if (frame.t !== 'snap' && frame.t !== 'ev') return [{ ...frame, ...UNKNOWN }];
  const items = frame.items.map((item) => ({ ...item, ...UNKNOWN }));
  const isOwn = frame.topic.startsWith('mine:');
  return [
    { t: 'poll', topic: frame.topic, ...UNKNOWN },
    { ...frame, ...UNKNOWN, items: isOwn ? items : [{ id: '_poll', question: 'Có nên không?', ...UNKNOWN }, ...items] },
    { t: 'note', topic: frame.topic, cheers: 3, ...UNKNOWN },
  ];
}

/** An answer to a request as a later server gives it: one for one. */
export function answerOfLater<T extends ServerFrame>(frame: T): T {
  return fromLaterServer(frame).find((one) => (one as ServerFrame).t === frame.t) as T;
}

/** A client's frame as one of a later version sends it: with unknown fields. */
export function fromLaterClient<T extends ClientFrame>(frame: T): T {
  return { ...frame, ...UNKNOWN, ...(frame.t === 'put' && { data: { ...frame.data, ...UNKNOWN } }) };
}

/** Whether a frame has something of a later version. */
export function isOfLater(frame: unknown): boolean {
  return typeof frame === 'object' && frame !== null && 'later' in frame;
}

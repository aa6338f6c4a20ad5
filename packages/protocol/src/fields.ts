/** A version or sequence number: an integer from 0 to 2^53-1. */
export const seq = { type: 'integer', minimum: 0, maximum: 9007199254740991 } as const;

/** Milliseconds since 1970-01-01T00:00Z, or a span in milliseconds: up to the last that a Date can be (ECMA-262, 21.4.1.1). */
export const milliseconds = { type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000 } as const;

/** The id of a request, unique on its connection. */
export const requestId = seq;

export const text = { type: 'string' } as const;

/** An item's id: a comment's idempotency key, a thread's name or a day. */
export const itemId = { type: 'string', pattern: '^[A-Za-z0-9._~-]{1,64}$' } as const;

/** An idempotency key, made by the client, kept for ever (rule PT1). */
export const key = { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' } as const;

/** `kind:name`, for days `kind:scope:yyyy-mm` (rule MD1). */
export const topicName = { type: 'string', pattern: '^[a-z]{1,16}:[A-Za-z0-9._~-]{1,64}(:[0-9]{4}-[0-9]{2})?$' } as const;

/** `<epoch>:<seq>`: "I have everything up to and including seq" (rule MD4). */
export const cursor = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,32}:[0-9]{1,16}$' } as const;

export const sortOrder = { enum: ['new', 'old', 'top'] } as const;
export type SortOrder = (typeof sortOrder.enum)[number];

/** Items of one topic; what each of them is depends on the topic's kind, see `items`. */
export const frameItems = { type: 'array', items: { type: 'object' }, maxItems: 400 } as const;

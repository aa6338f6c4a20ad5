/** The ways to speak: what a rule says of a frame, each of them does alike. */
export const EACH = ['http', 'ws', 'io'] as const;

/** The ways that stay open and hear what is said. */
export const CONNECTED = ['ws', 'io'] as const;

/** The ways to be told what changed. */
export const FOLLOWING = ['stream', 'ws', 'io'] as const;

/** The ways to write: what a rule says of a write, each of them does alike. */
export const WRITING = ['http', 'ws', 'io'] as const;

/** The ways to be told what changed. */
export const FOLLOWING = ['stream', 'ws', 'io'] as const;

import type { Trial } from './trial.ts';

/** The ways to a server: requests, a stream of events, a plain WebSocket, Socket.IO. */
export type Binding = 'http' | 'stream' | 'ws' | 'io';

/** What a server has that is so: 0 requests, 1 a stream besides, 2 a WebSocket besides, 3 Socket.IO besides. */
export type Level = 0 | 1 | 2 | 3;

/** What whoever runs the kit has to give for a case to be run: without it the case is unproven, never passed. */
export type Need = 'secret' | 'origin' | 'restart' | 'kill';

/**
 * One thing that can be seen of a server from outside, and that a rule of PROTOCOL.md demands.
 * `id` is permanent: the rule's id, a dot, and a word or number of its own.
 */
export interface Case {
  readonly id: string;
  /** RFC 2119. */
  readonly force: 'MUST' | 'SHOULD' | 'MAY';
  /** What the server does, in one sentence. */
  readonly says: string;
  /** What it mostly is when it fails, for who mends the server. */
  readonly usually: string;
  /** The invariant that it stands for. */
  readonly invariant?: string;
  /** Run once by each of these that the level has. */
  readonly over: readonly Binding[];
  /** Words that the server's `feat` must have; without them it does not concern this server. */
  readonly feat?: readonly string[];
  readonly needs?: readonly Need[];
  /** ms that it may take; 20,000 unless given. */
  readonly within?: number;
  /** Alone, when all others are done: it disturbs them. */
  readonly alone?: boolean;
  /** Ends by throwing what is wrong (`demand`), or without. */
  run(trial: Trial): Promise<void>;
}

/** The rule that a case stands for. */
export function ruleOf({ id }: Pick<Case, 'id'>): string {
  return id.slice(0, id.indexOf('.'));
}

/** The lowest level that has a binding. */
export function levelOf(binding: Binding): Level {
  return ({ http: 0, stream: 1, ws: 2, io: 3 } as const)[binding];
}

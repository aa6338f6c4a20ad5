import type { ClientFrame, ServerFrame } from '@bandoc/protocol';

/** What a mutation remembers of one client. */
export type Memory = Record<string, unknown>;

/** What a wrong client would take from what came, or would send. */
export interface ClientMutation {
  readonly fromServer?: (frame: ServerFrame, memory: Memory) => unknown[];
  readonly toServer?: (frame: ClientFrame, memory: Memory) => ClientFrame[];
}

export interface ClientMutant extends ClientMutation {
  readonly what: string;
  /** Scenarios that find it. */
  readonly found: readonly string[];
}

export const MUTANTS: Readonly<Record<string, ClientMutant>> = {};

import type { LogEvent } from './ports.ts';

/** The other end of a connection. A peer without an origin is no page. */
export interface Peer {
  /** Where it comes from, as far as limits are concerned: all with the same word share them. */
  readonly address: string;
  readonly origin?: string;
  /** What this connection or request is called in the log; unique. */
  readonly id?: string;
}

/** What a line in the log tells of where it comes from. */
export function aboutPeer({ address, id }: Peer, trace?: string): Pick<LogEvent, 'address' | 'request' | 'trace'> {
  return { address, ...(id === undefined ? {} : { request: id }), ...(trace === undefined ? {} : { trace }) };
}

import ipaddr from 'ipaddr.js';
import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import type { LogEvent } from '../core/index.ts';

/** The log of a server that stands alone: JSON, a line each. */
export interface Log {
  /** For what the operator does, and what becomes of it. */
  readonly lines: Logger;
  /** For what the core and its bindings tell. */
  event(event: LogEvent): void;
}

/** How much each thing that happens is worth. */
const LEVELS = { failure: 'error', 'refused-origin': 'warn', 'bad-frame': 'debug', connected: 'debug', disconnected: 'debug' } as const;

/** What a page may ask to be found by: no room for words. */
const TRACE = /^[A-Za-z0-9._:/+=-]{1,64}$/;

/** Writes what is worth `level` or more to standard output, or where it is told. */
export function createLog(level: LevelWithSilent, destination?: DestinationStream): Log {
  const options = {
    level,
    // Neither process nor machine: who collects logs knows them.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const lines = destination ? pino(options, destination) : pino(options);
  return {
    lines,
    event: ({ kind, detail, request, trace, address, error }) =>
      lines[LEVELS[kind]](
        {
          ...(detail === undefined ? {} : { detail }),
          ...(request === undefined ? {} : { request }),
          ...(trace !== undefined && TRACE.test(trace) ? { trace } : {}),
          ...(address === undefined ? {} : { network: networkOf(address) }),
          ...(error === undefined ? {} : { error: faultOf(error) }),
        },
        kind,
      ),
  };
}

/** Enough to see where an attack comes from, too little to find a reader: of IPv4 its /24, of IPv6 its /48. */
function networkOf(address: string): string {
  const [one = ''] = address.split('/');
  if (!ipaddr.isValid(one)) return '';
  const parsed = ipaddr.process(one);
  const bits = parsed.kind() === 'ipv4' ? 24 : 48;
  const kept = parsed.toByteArray().map((byte, i) => (i * 8 < bits ? byte : 0));
  return `${ipaddr.fromByteArray(kept).toString()}/${bits}`;
}

/** An error's own facts; what else hangs on it may be anything. */
function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack } = error;
  const { code } = error as NodeJS.ErrnoException;
  return { name, message, ...(code === undefined ? {} : { code }), stack };
}

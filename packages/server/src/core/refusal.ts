import type { Err, ErrorCode } from '@bandoc/protocol';

/** The one way to say no: thrown anywhere in the core, it becomes an `err` frame. `retry` (ms) marks it as temporary. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retry: number | undefined;
  readonly data: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, more: { readonly retry?: number; readonly data?: Record<string, unknown> } = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.retry = more.retry;
    this.data = more.data;
  }
}

/** How soon to try again after a failure that is ours. */
const INTERNAL_RETRY = 2_000;

/** What went wrong as a frame: a Refusal in its own words, anything else as `internal`, of which a reader learns nothing. */
export function toErr(error: unknown, about: { readonly id?: number; readonly topic?: string } = {}): Err {
  if (!(error instanceof Refusal)) return { t: 'err', ...about, code: 'internal', retry: INTERNAL_RETRY };
  return {
    t: 'err',
    ...about,
    code: error.code,
    ...(error.retry === undefined ? {} : { retry: error.retry }),
    msg: error.message.slice(0, 200),
    ...(error.data === undefined ? {} : { data: error.data }),
  };
}

import type { Err } from '@bandoc/protocol';
import type { Failure } from './client.ts';
import { WireError } from './ports.ts';

/** Why something did not come about, and whether asking again can help; `retry` is the wait in ms that the server asked for. */
export interface Trouble {
  readonly code: string;
  readonly final: boolean;
  readonly retry?: number;
  readonly data?: Record<string, unknown>;
}

/** A refusal is final if and only if it has no `retry` (rule ER2). */
export function troubleOf({ code, retry, data }: Err): Trouble {
  return { code, final: retry === undefined, ...(retry !== undefined && { retry }), ...(data && { data }) };
}

/** A wire that failed: only a refusal of this page's origin stays as it is. */
export function troubleOfWire(error: unknown): Trouble {
  const code = error instanceof WireError ? error.kind : 'unreachable';
  return { code, final: code === 'refused-origin' };
}

/** Whether it is that there was no answer of the server. */
export function isOfWire({ code }: Trouble): boolean {
  return code === 'unreachable' || code === 'unreadable';
}

/** What a widget is told; `retryAt` in ms of the handed-in clock. */
export function failureOf({ code, data }: Trouble, retryAt?: number): Failure {
  return { code, ...(retryAt !== undefined && { retryAt }), ...(data && { data }) };
}

import { keep } from './kept-reading.ts';

/** How far a thread went when the reader of this device saw it last, and how many answers there were to what she had written. */
export interface Visit {
  readonly epoch: string;
  readonly seq: number;
  readonly answers: number;
}

const KEY = 'bandoc-visits';

/** How many threads are remembered: those seen longest ago are forgotten first. */
const MOST = 200;

/** Her last visit to a thread; undefined where there was none, or storage is blocked. */
export function readVisit(thread: string): Visit | undefined {
  return readAll().get(thread);
}

/** Keeps a visit on this device, where storage is not blocked or full. */
export function keepVisit(thread: string, { epoch, seq, answers }: Visit): void {
  const visits = readAll();
  visits.delete(thread);
  visits.set(thread, { epoch, seq, answers });
  keep(KEY, JSON.stringify([...visits].slice(-MOST)));
}

function readAll(): Map<string, Visit> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isVisit) : []);
  } catch {
    return new Map();
  }
}

/** What another version, or a hand, may have left there. */
function isVisit(one: unknown): one is [string, Visit] {
  const [thread, { epoch, seq, answers }] = Array.isArray(one) ? [one[0], Object(one[1])] : [undefined, Object()];
  return typeof thread === 'string' && typeof epoch === 'string' && Number.isSafeInteger(seq) && Number.isSafeInteger(answers);
}

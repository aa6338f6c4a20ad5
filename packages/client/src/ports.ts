import type { ClientFrame, Discovery, Err, Snap } from '@bandoc/protocol';

/** The parameters of a `GET {base}/v1/t/{topic}` (rule HT2). */
export interface Query {
  since?: string;
  limit?: string;
  sort?: string;
  page?: string;
  parent?: string;
  around?: string;
  ids?: string;
  min?: string;
  q?: string;
}

/** unreachable: no answer · unreadable: an answer that is not this protocol · refused-origin: the server does not serve this page. */
export type WireFault = 'unreachable' | 'unreadable' | 'refused-origin';

/** What a wire rejects with; anything else that it throws is taken for `unreachable`. */
export class WireError extends Error {
  readonly kind: WireFault;
  constructor(kind: WireFault) {
    super(kind);
    this.kind = kind;
  }
}

/** An open connection. Frames that are sent after its end are lost. */
export interface Link {
  send(frames: readonly ClientFrame[]): void;
  close(): void;
}

/** `frames` gets each message as it came, unchecked; `closed` is called once, also for an end that we asked for. */
export interface LinkHandlers {
  frames(message: unknown): void;
  closed(): void;
}

/** The way to one server. Every promise settles, within 30 s for `get`. */
export interface Wire {
  get(topic: string, query: Query): Promise<Snap | Err>;
  discover(): Promise<Discovery>;
  connect(handlers: LinkHandlers, discovery: Discovery): Promise<Link>;
}

/** The device's wall clock, ms. */
export interface Clock {
  now(): number;
}

export interface Timers {
  /** Runs once, not sooner than `ms` from now, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}

/** What outlives the page, by string keys, in no order; values are plain data. Any promise may reject: then everything lives for the page. */
export interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): Promise<readonly (readonly [string, unknown])[]>;
}

/** Whether anybody looks, and whether there is a network. `leaving`: the page goes into the back-forward cache or away. */
export interface Page {
  readonly visibility: 'visible' | 'hidden' | 'leaving';
  readonly online: boolean;
  subscribe(listener: () => void): () => void;
}

/** At most one holder of a name at a time among all tabs. */
export interface Locks {
  once<T>(name: string, run: () => Promise<T>): Promise<T>;
}

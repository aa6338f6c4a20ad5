import { readdirSync, readFileSync } from 'node:fs';

/** What a scenario says of one topic: what the server has of it from then on. */
export interface Holding {
  /** The topic's cursor. */
  readonly at: string;
  /** Items of the first window; those given before stay, unless `anew`. */
  readonly items?: readonly unknown[];
  /** Further answers: by their page token, or as `parent:<id>` and `around:<id>`. */
  readonly pages?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly anew?: boolean;
  /** Further fields of a `full`: `total`, `more`, `sort`, `order`, `next`. */
  readonly [field: string]: unknown;
}

/** What a request is answered: frames; the server's own answer; nothing yet; or the end of the connection. `{status, body}` alone is HTTP's. */
export type Answer = readonly unknown[] | 'usual' | 'wait' | 'cut';

/** One line of a scenario; README.md says what each means. */
export type Step =
  | { readonly client: Readonly<Record<string, unknown>>; readonly as?: string }
  | { readonly has: Readonly<Record<string, Holding>> }
  | { readonly when: object; readonly answer: Answer; readonly times?: number }
  | { readonly to: object; readonly answer?: Answer }
  | { readonly late: Answer }
  | { readonly most: number; readonly of: object }
  | { readonly from: readonly unknown[] }
  | { readonly none: object }
  | { readonly live: string }
  | { readonly cut: true | number }
  | { readonly pass: number }
  | { readonly state: Readonly<Record<string, unknown>>; readonly of?: string };

/** One thing that a server does to a client, line by line, and what the client then has to do and to show. */
export interface Scenario {
  /** Permanent: the rule's id, a dot, and a word of its own. */
  readonly id: string;
  /** What the client does, in one sentence. */
  readonly says: string;
  /** The invariant that it stands for. */
  readonly invariant?: string;
  /** Words that the client's `can` must have. */
  readonly needs: readonly string[];
  /** Whether the server has a WebSocket; it has unless this says no. */
  readonly socket?: boolean;
  readonly steps: readonly Step[];
}

/** Every scenario, by the names of their files. */
export function readScenarios(): ReadonlyMap<string, readonly Scenario[]> {
  const folder = new URL('../../scenarios/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(files.sort().map((file) => [file.slice(0, -5), JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario[]]));
}

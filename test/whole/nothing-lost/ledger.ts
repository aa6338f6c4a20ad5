/** What writers were told, against which the server's comments are held in the end. */
export interface Ledger {
  /** All that anybody tried to write, by key. */
  readonly tried: ReadonlyMap<string, Words>;
  /** Keys that were answered `ok`. */
  readonly acknowledged: ReadonlySet<string>;
  /** Keys of others that somebody saw. */
  readonly seen: ReadonlySet<string>;
  readonly faults: readonly string[];
  try(key: string, words: Words): void;
  acknowledge(key: string): void;
  see(key: string): void;
  fault(what: string): void;
  /** Calls back once, when so many more were acknowledged. */
  after(more: number, run: () => void): void;
}

export interface Words {
  readonly thread: string;
  readonly parent: string | null;
  readonly text: string;
}

export function createLedger(): Ledger {
  const tried = new Map<string, Words>();
  const acknowledged = new Set<string>();
  const seen = new Set<string>();
  const faults: string[] = [];
  let due: { readonly at: number; readonly run: () => void } | undefined;
  return {
    tried,
    acknowledged,
    seen,
    faults,
    try: (key, words) => void tried.set(key, words),
    see: (key) => void seen.add(key),
    fault: (what) => void faults.push(what),
    acknowledge: (key) => {
      acknowledged.add(key);
      if (!due || acknowledged.size < due.at) return;
      const { run } = due;
      due = undefined;
      run();
    },
    after: (more, run) => {
      due = { at: acknowledged.size + more, run };
    },
  };
}

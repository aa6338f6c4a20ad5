import type { Database, Sqlite3Static, SqlValue } from '@sqlite.org/sqlite-wasm';

/** What of `node:sqlite` the storage uses, over SQLite in WebAssembly. */
export interface WasmDatabases {
  readonly DatabaseSync: new (file: string, options?: { readonly readOnly?: boolean; readonly enableForeignKeyConstraints?: boolean }) => WasmDatabase;
  /** Gives the memory of all connections back; their disk is gone. */
  abandon(): void;
}

export interface WasmDatabase {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): WasmStatement;
  close(): void;
}

export interface WasmStatement {
  get(...values: SqlValue[]): Record<string, SqlValue> | undefined;
  all(...values: SqlValue[]): Array<Record<string, SqlValue>>;
  run(...values: SqlValue[]): void;
}

export interface WasmOptions {
  readonly vfs: string;
  /** Changes what is executed: for a mistake that is planted. */
  readonly rewrite?: (sql: string) => string;
}

export function createWasmDatabases({ capi, oo1 }: Sqlite3Static, { vfs, rewrite = (sql) => sql }: WasmOptions): WasmDatabases {
  const all = new Set<Database>();

  class DatabaseSync implements WasmDatabase {
    readonly #db: Database;

    constructor(file: string, { readOnly = false, enableForeignKeyConstraints = true } = {}) {
      this.#db = new oo1.DB({ filename: file, flags: readOnly ? 'r' : 'cw', vfs });
      all.add(this.#db);
      // As `node:sqlite` has them; and what is moved into the file is moved often, so that a power cut meets it.
      if (!readOnly) this.#db.exec('PRAGMA page_size = 4096; PRAGMA wal_autocheckpoint = 12;');
      if (enableForeignKeyConstraints) this.#db.exec('PRAGMA foreign_keys = ON;');
    }

    get isTransaction(): boolean {
      return this.#db.pointer !== undefined && capi.sqlite3_get_autocommit(this.#db.pointer) === 0;
    }

    exec(sql: string): void {
      this.#db.exec(rewrite(sql));
    }

    prepare(sql: string): WasmStatement {
      const statement = this.#db.prepare(sql);
      const rows = (values: readonly SqlValue[], most: number) => {
        const found: Array<Record<string, SqlValue>> = [];
        try {
          if (values.length) statement.bind([...values]);
          while (found.length < most && statement.step()) found.push(statement.get({}));
        } finally {
          statement.reset(true);
        }
        return found;
      };
      return {
        get: (...values: SqlValue[]) => rows(values, 1)[0],
        all: (...values: SqlValue[]) => rows(values, Infinity),
        run: (...values: SqlValue[]) => void rows(values, Infinity),
      };
    }

    close(): void {
      this.#db.close();
      all.delete(this.#db);
    }
  }

  return {
    DatabaseSync,
    abandon: () => {
      for (const db of all) db.close();
      all.clear();
    },
  };
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { bringUp } from './sqlite-schema.ts';

/** A value that a statement is given. */
export type Value = Sqlite.SQLInputValue;

/** One connection, its statements prepared once. Rows are plain objects as `Row` says: the statement's text must agree with it. */
export interface Connection {
  one<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  run(sql: string, ...values: Value[]): void;
  exec(sql: string): void;
  /** Whether a transaction is open. */
  open(): boolean;
  close(): void;
}

/** Two connections to one file: everything is written over the one, and read over the other, so that readers never wait. */
export interface Database {
  readonly writer: Connection;
  readonly reader: Connection;
}

/** The lowest Node whose SQLite passes. */
const LOWEST_NODE = '22.23.3';

/** Older ones may lose committed writes in WAL mode (sqlite.org/wal.html#walresetbug), but for the two lines it was repaired in. */
const REPAIRED = [
  [3, 44, 6],
  [3, 50, 7],
  [3, 51, 3],
] as const;

/** Opens a file, made where it is missing, durable at every commit. Throws in words where this Node's SQLite is not to be trusted. */
export function openDatabase(file: string): Database {
  // Asked for here, not imported: on a Node without it, only who wants a file fails, and in words.
  const sqlite = process.getBuiltinModule?.('node:sqlite') as typeof Sqlite | undefined;
  if (!sqlite)
    throw new Error(
      `Node ${process.versions.node} has no built-in SQLite. Comments are kept in one, so please start the server with Node ${LOWEST_NODE} or newer.`,
    );
  mkdirSync(dirname(file), { recursive: true });
  const writing = new sqlite.DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 });
  const { version } = writing.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  if (!isTrusted(version)) {
    writing.close();
    throw new Error(
      `SQLite ${version}, which Node ${process.versions.node} carries, can lose comments it had confirmed. Please start the server with Node ${LOWEST_NODE} or newer.`,
    );
  }
  writing.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const writer = connect(writing);
  try {
    bringUp(writer);
  } catch (error) {
    writing.close();
    throw error;
  }
  return { writer, reader: connect(new sqlite.DatabaseSync(file, { readOnly: true, timeout: 5_000 })) };
}

/** Whether a version of SQLite keeps what it committed. */
export function isTrusted(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3 || minor > 51) return major >= 3;
  return REPAIRED.some(([, line, least]) => minor === line && patch >= least);
}

function connect(database: Sqlite.DatabaseSync): Connection {
  const statements = new Map<string, Sqlite.StatementSync>();
  const prepare = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = database.prepare(sql)));
    return statement;
  };
  return {
    one: <Row>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => void prepare(sql).run(...values),
    exec: (sql) => database.exec(sql),
    open: () => database.isTransaction,
    close: () => database.close(),
  };
}

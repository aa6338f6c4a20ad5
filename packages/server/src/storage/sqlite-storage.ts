import { randomBytes } from 'node:crypto';
import type { Storage } from '../core/index.ts';
import { Turns } from '../core/turns.ts';
import { isCovered, readWitness, type Witness, writeWitness } from './epoch-witness.ts';
import { type Committed, createGroupCommit } from './group-commit.ts';
import { type Connection, openDatabase } from './sqlite-database.ts';
import { createReader, createTransaction } from './sqlite-rows.ts';

/** How often the witness follows the store, in ms: a backup younger than this that is put back is not noticed. */
const WITNESS_EVERY = 5_000;

interface SqliteOptions {
  readonly file: string;
  readonly site: string;
  readonly committed?: Committed | undefined;
}

/**
 * Keeps a site's comments in one SQLite file (WAL, synchronous FULL), which one process has open. Beside it stands `<file>.writes`, the witness
 * of its epoch: leave it out of backups. Throws in words where this Node's SQLite is missing or not to be trusted.
 */
export function createSqliteStorage({ file, site, committed }: SqliteOptions): Storage {
  const { writer, reader } = openDatabase(file);
  const witnessFile = `${file}.writes`;
  const epoch = settleEpoch(writer, site, witnessFile);
  const rows = createReader(reader, site);
  const transaction = createTransaction(writer, site);
  const commits = createGroupCommit(writer, () => writer.run('UPDATE store SET writes = writes + 1 WHERE site = ?', site), committed);
  const reading = new Turns();

  let witnessed = stateOf(writer, site)?.writes ?? 0;
  const witness = () => {
    const state = stateOf(reader, site);
    if (!state || state.writes === witnessed) return;
    writeWitness(witnessFile, state);
    witnessed = state.writes;
  };
  // Not between a view's begin and end: it would be asked inside of that view's state.
  const timer = setInterval(() => void reading.take(async () => witness()).catch(() => undefined), WITNESS_EVERY);
  timer.unref();

  return {
    epoch: async () => epoch,
    version: commits.commits,
    view: (work) => reading.take(() => within(reader, () => work(rows))),
    transact: (work) => commits.share(() => work(transaction)),
    close: async () => {
      clearInterval(timer);
      await commits.idle();
      await reading.take(async () => {
        witness();
        reader.close();
        writer.close();
      });
    },
  };
}

/** Runs a work that only reads inside of one state. */
async function within<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  connection.run('BEGIN');
  try {
    return await work();
  } finally {
    if (connection.open()) connection.run('COMMIT');
  }
}

function stateOf(connection: Connection, site: string): Witness | undefined {
  return connection.one<Witness>('SELECT epoch, writes FROM store WHERE site = ?', site);
}

/** The store's epoch, or another one where it is fresh, or may have been set back. */
function settleEpoch(writer: Connection, site: string, witnessFile: string): string {
  const state = stateOf(writer, site);
  if (state && isCovered(state, readWitness(witnessFile))) return state.epoch;
  const epoch = randomBytes(9).toString('base64url');
  const writes = (state?.writes ?? 0) + 1;
  writer.run(
    'INSERT INTO store (site, epoch, writes) VALUES (?, ?, ?) ON CONFLICT (site) DO UPDATE SET epoch = excluded.epoch, writes = excluded.writes',
    site,
    epoch,
    writes,
  );
  writeWitness(witnessFile, { epoch, writes });
  return epoch;
}

import { DatabaseSync } from 'node:sqlite';
import { createServer, createSqliteStorage, type Reader, type Storage } from '@bandoc/server';
import type { PlantedFault } from './killed-server.ts';

// A real server as a process of its own, to be killed. Waiting times are short, so that tests are; no rule is.

const { PORT = '', FILE = '', PLANTED } = process.env;
if (PLANTED === 'normal') {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function weaker(sql) {
    exec.call(this, sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
  };
}
const often = { burst: 1_000_000, every: 1 };
const site = 'demo';
const server = await createServer({
  settings: {
    site,
    threads: 'open',
    tick: 25,
    beacon: 1_000,
    projection: 100,
    connectionsPerUser: 1_000,
    badFrames: 1_000_000,
    rates: { add: often, 'guest-add': often, sub: often, read: often, get: often },
  },
  secret: 'a secret that is long enough to sign tokens with',
  storage: spoilt(createSqliteStorage({ file: FILE, site }), PLANTED as PlantedFault | undefined),
});
await server.listen(Number(PORT), '127.0.0.1');
console.log(`ready ${process.pid}`);

/** The storage with a mistake in it, to see that the tests find it. */
function spoilt(storage: Storage, planted: PlantedFault | undefined): Storage {
  if (planted === 'early-ok') {
    return {
      ...storage,
      transact: (work) =>
        new Promise((resolve, reject) => {
          storage
            .transact(async (transaction) => {
              const result = await work(transaction);
              resolve(result);
              // Long enough for the answer to leave.
              await new Promise((later) => setTimeout(later, 20));
              return result;
            })
            .catch(reject);
        }),
    };
  }
  if (planted === 'unknown-key') {
    return {
      ...storage,
      transact: (work) => storage.transact((transaction) => work(forgetful(transaction))),
      view: (work) => storage.view((reader) => work(forgetful(reader))),
    };
  }
  return storage;
}

/** Knows no comment by its key alone: so a write asks whether it came before. */
function forgetful<R extends Reader>(reader: R): R {
  return { ...reader, find: async () => undefined };
}

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerFrame, threadTopic } from '@bandoc/protocol';
import { createSqliteStorage, type Storage } from '@bandoc/server';
import { createMemoryCore } from '@bandoc/server/core';
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { vi } from 'vitest';
import { createRandom } from '../../setup/random.ts';
import { createVirtualTime, settle } from '../../setup/virtual-time.ts';
import { installDiskVfs } from './disk-vfs.ts';
import { createForgetfulDisk } from './forgetful-disk.ts';
import { createWasmDatabases, type WasmDatabases } from './wasm-database.ts';

// A disk without power is an error of every operation: what is expected is not printed.
Object.assign(globalThis, { sqlite3ApiConfig: { error: () => undefined, warn: () => undefined } });
const sqlite3 = await sqlite3InitModule();
const vfs = installDiskVfs(sqlite3);

/** What may be wrong, to see that it is found: `normal`: commits are not synced; `deaf`: the disk says that it has synced, and has not. */
export type Weakness = 'normal' | 'deaf';

export interface PowerCuts {
  readonly seed: number;
  readonly cuts: number;
  readonly weakness?: Weakness;
}

export interface Aftermath {
  readonly acknowledged: number;
  /** How the file was written. */
  readonly journal: string;
  /** Empty when everything that was acknowledged or seen is there. */
  readonly faults: readonly string[];
}

const THREAD = 'cho-dem';
const TOPIC = threadTopic(THREAD);
const WRITERS = 6;
/** How often the storage writes its witness, in ms. */
const WITNESS = 5_000;

/** Runs the real core over the real storage, on a disk that forgets what was not synced, and cuts the power at moments of chance. */
export async function losePower({ seed, cuts, weakness }: PowerCuts): Promise<Aftermath> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'bandoc-power-'));
  const file = join(folder, 'comments.db');
  const databases = createWasmDatabases(sqlite3, {
    vfs: vfs.name,
    ...(weakness === 'normal' && { rewrite: (sql: string) => sql.replace('synchronous = FULL', 'synchronous = NORMAL') }),
  });
  const words = new Map<string, string>();
  const acknowledged = new Set<string>();
  const seen = new Set<string>();
  const faults: string[] = [];
  const unanswered = new Map<number, string>();
  const auths = new Map<number, string>();
  let disk = createForgetfulDisk(new Map(), { deaf: weakness === 'deaf' });
  let journal = '';
  let lastId = 0;
  const ids = () => `k${seed}-${String((lastId += 1)).padStart(18, '0')}`;

  const open = (): Storage => {
    vfs.use(disk);
    const real = process.getBuiltinModule;
    process.getBuiltinModule = (name: string) => (name === 'node:sqlite' ? databases : real(name));
    try {
      return createSqliteStorage({ file, site: 'demo' });
    } finally {
      process.getBuiltinModule = real;
    }
  };

  /** One machine, from its start to the end of its power. */
  const live = async () => {
    const power = { isOn: true };
    let next = disk;
    const cut = () => {
      power.isOn = false;
      next = disk.losePower(random);
    };
    const whenIdle = random.chance(0.4);
    const enough = 1 + random.below(12);
    let answered = 0;
    if (!whenIdle) disk.interrupt(1 + random.below(80), cut);
    const time = createVirtualTime();
    const remember = keepWitness(`${file}.writes`);
    try {
      const core = createMemoryCore({ clock: time, timers: time, ids: { random: ids }, storage: open(), settings: { site: 'demo' } });
      const say = async (writer: number, ...frames: object[]): Promise<ServerFrame | undefined> => {
        const auth = auths.get(writer);
        const hello = { t: 'hello', id: 1, v: [1], site: 'demo', ...(auth === undefined ? { guest: { name: `người ${writer}` } } : { auth }) };
        const answers = await core.post([hello, ...frames], undefined, { address: 'disk' });
        if (!power.isOn || !Array.isArray(answers)) return undefined;
        const [welcome] = answers;
        if (welcome?.t === 'welcome' && welcome.auth !== undefined) auths.set(writer, welcome.auth);
        return answers.at(-1);
      };
      const write = async (writer: number) => {
        // Who it is has to be known before it writes: or it would be another one that tries again.
        if (!auths.has(writer)) await say(writer);
        while (power.isOn) {
          const key = unanswered.get(writer) ?? ids();
          unanswered.set(writer, key);
          words.set(key, `lời ${key}`);
          const answer = await say(writer, { t: 'put', id: 2, topic: TOPIC, key, op: 'add', data: { parent: null, text: words.get(key) } });
          if (answer?.t === 'ok') {
            acknowledged.add(key);
            unanswered.delete(writer);
            answered += 1;
            if (whenIdle && answered >= enough) return;
          } else if (power.isOn && answer) {
            faults.push(`${key} was answered ${JSON.stringify(answer)}`);
            return;
          }
        }
      };
      const read = async () => {
        const snap = await core.read(TOPIC, {}, { address: 'disk' });
        if (power.isOn && snap.t === 'snap') for (const one of snap.items) if ('parent' in one) seen.add(one.id);
      };
      const work = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
      const look = async () => {
        for (let i = 0; i < 40 && power.isOn; i += 1) {
          if (random.chance(0.15)) await read();
          if (random.chance(0.1)) vi.advanceTimersByTime(WITNESS);
          if (random.chance(0.2)) await time.pass(1_000);
          await settle();
        }
      };
      await Promise.all([work, look()]);
      if (power.isOn) cut();
      await core.close();
    } catch (error) {
      // A machine that loses its power while it starts.
      if (power.isOn) throw error;
    }
    vi.clearAllTimers();
    databases.abandon();
    if (random.chance(0.3)) remember();
    disk = next;
  };

  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    for (let i = 0; i < cuts; i += 1) await live();
    faults.push(...(await look()));
  } catch (error) {
    faults.push(`The store cannot be opened any more: ${String(error)}`);
  } finally {
    vi.useRealTimers();
    databases.abandon();
    rmSync(folder, { recursive: true });
  }
  return { acknowledged: acknowledged.size, journal, faults };

  /** What the last machine finds. */
  async function look(): Promise<string[]> {
    const found: string[] = [];
    const storage = open();
    await storage.view(async (reader) => {
      const { total, head } = await reader.topic(TOPIC);
      const rows = await reader.changedComments(TOPIC, 0, 10_000);
      const stored = new Map(rows.map((row) => [row.id, row.text]));
      for (const key of acknowledged) if (!stored.has(key)) found.push(`[PT3] ${key} was acknowledged and is lost`);
      for (const key of seen) if (!stored.has(key)) found.push(`${key} was seen and is lost`);
      for (const [key, text] of stored) if (words.get(key) !== text) found.push(`${key} has other words`);
      if (total !== rows.length || head !== rows.length) found.push(`[PT10] ${rows.length} comments are counted as ${total}, at ${head}`);
    });
    const { mode, integrity } = lookInto(databases, file);
    journal = mode;
    if (integrity !== 'ok') found.push(`The file is damaged: ${integrity}`);
    await storage.close();
    return found;
  }
}

/** What SQLite itself says of a file. */
function lookInto({ DatabaseSync }: WasmDatabases, file: string): { readonly mode: string; readonly integrity: string } {
  const db = new DatabaseSync(file);
  const ask = (pragma: string) => db.prepare(`PRAGMA ${pragma}`).get()?.[pragma] as string;
  const answers = { mode: ask('journal_mode'), integrity: ask('integrity_check') };
  db.close();
  return answers;
}

/** Remembers the witness as it is now; what it answers puts it back: a rename that was not yet on the disk. */
function keepWitness(file: string): () => void {
  const copy = `${file}.before`;
  const was = existsSync(file);
  if (was) copyFileSync(file, copy);
  return () => {
    if (was) copyFileSync(copy, file);
    else rmSync(file, { force: true });
  };
}

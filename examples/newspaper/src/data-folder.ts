import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that outlives the process: database, clock, secret, and what was published by hand. */
export function openDataFolder(path = process.env['DATA'] || './data'): string {
  mkdirSync(path, { recursive: true });
  return path;
}

/** The secret that signs tokens; made at the first start, readable by its owner alone. */
export function readSecret(data: string): string {
  const file = join(data, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** What a JSON file of the folder holds, undefined where there is none. Throws in words where it cannot be read. */
export function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read; without it the paper starts anew. ${(error as Error).message}`, { cause: error });
  }
}

/** Written beside and moved into place, so that nobody ever meets half a file. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}

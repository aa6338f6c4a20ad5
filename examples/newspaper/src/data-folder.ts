import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that outlives the process: database, clock, secret, and what was published by hand. */
export function openDataFolder(path = process.env['DATA'] ?? './data'): string {
  mkdirSync(path, { recursive: true });
  return path;
}

/** The secret that signs tokens; made at the first start, readable by its owner alone. */
export function readSecret(data: string): string {
  const file = join(data, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

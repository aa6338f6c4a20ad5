import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStorage } from '@bandoc/server';
import { createMemoryStorage, type Storage } from '@bandoc/server/core';
import { afterEach } from 'vitest';

const ends: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A fresh storage of each kind, by name; closed, and its file taken away, when the test ends. */
export const storages: Readonly<Record<string, () => Storage>> = {
  memory: () => createMemoryStorage({ epoch: 'e1' }),
  sqlite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
    const storage = createSqliteStorage({ file: join(folder, 'comments.db'), site: 'demo' });
    ends.push(async () => {
      await storage.close();
      rmSync(folder, { recursive: true });
    });
    return storage;
  },
};

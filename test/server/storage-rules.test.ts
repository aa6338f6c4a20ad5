import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStorage, type Storage } from '@bandoc/server';
import { createMemoryStorage, storageRules } from '@bandoc/server/core';
import { afterEach, describe, it } from 'vitest';

const opened: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const storages: Record<string, () => Promise<Storage>> = {
  memory: async () => createMemoryStorage({ epoch: 'e1' }),
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandoc-'));
    const storage = createSqliteStorage({ file: join(folder, 'comments.db'), site: 'demo' });
    opened.push(async () => {
      await storage.close();
      rmSync(folder, { recursive: true });
    });
    return storage;
  },
};

for (const [name, create] of Object.entries(storages)) {
  describe(`the ${name} storage`, () => {
    for (const rule of storageRules) it(`[${rule.id}] ${rule.promise}`, () => rule.run(create));
  });
}

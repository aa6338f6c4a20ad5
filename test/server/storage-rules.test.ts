import { storageRules } from '@bandoc/server/core';
import { describe, it } from 'vitest';
import { storages } from './storages.ts';

for (const [name, create] of Object.entries(storages)) {
  describe(`the ${name} storage`, () => {
    for (const rule of storageRules) it(`[${rule.id}] ${rule.promise}`, () => rule.run(async () => create()));
  });
}

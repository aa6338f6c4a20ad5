import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '@bandoc/protocol';
import { expect, it } from 'vitest';

const text = readFileSync(fileURLToPath(new URL('../../packages/protocol/PROTOCOL.md', import.meta.url)), 'utf8');

it('[FT1] every feature is in the table of PROTOCOL.md, and the table has no other', () => {
  const rows = text.slice(text.indexOf('| feature |'), text.indexOf('## 2. Frames')).split('\n').slice(2);
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z]+)`/g)].map(([, word]) => word));
  expect(named.sort()).toEqual([...FEATURES].sort());
});

import { writeFileSync } from 'node:fs';
import { guide, withSettingsTable } from './settings-table.ts';

// Writes the table of settings into the operator's guide; test/server/guide.test.ts fails while the two differ.
writeFileSync(guide, withSettingsTable());

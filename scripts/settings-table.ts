import { readFileSync } from 'node:fs';
import { allSettings, variableOf } from '../packages/server/src/settings/all-settings.ts';
import { defaultOf } from '../packages/server/src/settings/help-text.ts';

/** The guide that the table stands in. */
export const guide = new URL('../packages/server/README.md', import.meta.url);

const HEAD = '| setting | default | what it is | allowed |\n|---|---|---|---|\n';
const TABLE = /\| setting \| default \|[^]*?(?=\n\n)/;

/** The guide with the table of settings that the server has. */
export function withSettingsTable(): string {
  const rows = [...allSettings].map(([name, setting]) => {
    const cells = [`\`${setting.secret ? variableOf(name) : name}\``, defaultOf(setting), setting.says, setting.kind.allowed];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return readFileSync(guide, 'utf8').replace(TABLE, () => `${HEAD}${rows.join('\n')}`);
}

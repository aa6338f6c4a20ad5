import { allSettings, variableOf } from './all-settings.ts';
import type { Setting } from './setting.ts';

/** What `bandoc-server --help` prints: every setting with what it is, what is allowed, and its default. */
export function helpText(): string {
  const settings = [...allSettings].map(([name, setting]) => {
    const how = setting.secret ? variableOf(name) : `--${name}`;
    return `  ${how}\n      ${setting.says}\n      Allowed: ${setting.kind.allowed}. Default: ${defaultOf(setting)}.\n`;
  });
  return `bandoc-server: the reference server of bandoc.v1, standing alone.

  bandoc-server --site bao.example --origins https://bao.example

Each setting is given as --name value, as BANDOC_NAME in the environment (--text-bytes is BANDOC_TEXT_BYTES),
or as "name" in a JSON file that --settings-file names; the first of these that has it counts.
Spans are ms unless a line says otherwise.

${settings.join('\n')}
  --help, --version
`;
}

/** A setting's default in words. */
export function defaultOf({ kind, fallback, needed }: Setting<unknown>): string {
  if (needed) return 'none, it is needed';
  return fallback === undefined || fallback === null || (Array.isArray(fallback) && fallback.length === 0) ? 'none' : kind.write(fallback);
}

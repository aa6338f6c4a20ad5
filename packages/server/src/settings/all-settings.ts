import { coreSettings, rateSettings } from './core-settings.ts';
import { processSettings } from './process-settings.ts';
import { nameOf, type Setting } from './setting.ts';

/** Every setting there is, by its name: `--name` on the command line, `BANDOC_NAME` in the environment, `"name"` in the file. */
export const allSettings: ReadonlyMap<string, Setting<unknown>> = new Map<string, Setting<unknown>>([
  ...entriesOf(processSettings, ''),
  ...entriesOf(coreSettings, ''),
  ...entriesOf(rateSettings, 'rate-'),
]);

/** The variable that a setting is given by. */
export function variableOf(name: string): string {
  return `BANDOC_${name.replaceAll('-', '_').toUpperCase()}`;
}

function entriesOf(record: object, before: string): Array<[string, Setting<unknown>]> {
  return Object.entries(record as Record<string, Setting<unknown>>).map(([key, setting]) => [`${before}${nameOf(key)}`, setting]);
}

import { parseArgs } from 'node:util';
import type { Settings } from '../core/index.ts';
import { allSettings, variableOf } from './all-settings.ts';
import { coreSettings, rateSettings } from './core-settings.ts';
import { type ProcessSettings, processSettings } from './process-settings.ts';
import { nameOf, type Setting, type ValuesOf } from './setting.ts';

/** Where settings are read from. */
export interface Sources {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readFile(path: string): string;
}

/** What a server that stands alone was asked to be. */
export interface ChosenSettings {
  readonly process: ProcessSettings;
  readonly core: Settings;
}

interface Given {
  readonly name: string;
  readonly value: unknown;
  /** How the one who gave it wrote its name. */
  readonly where: string;
}

const VARIABLES = /^BANDOC_/;

/** Beyond this, what was given is not repeated. */
const SHOWN = 80;

/**
 * Reads all settings: the command line goes before the environment, that before the file, and that before what is the default. Throws an error with
 * a line for each that is unknown, not allowed or missing.
 */
export function readSettings({ args, environment, readFile }: Sources): ChosenSettings {
  const faults: string[] = [];
  const values = new Map<string, unknown>();
  const take = (given: readonly Given[]) => {
    for (const one of given) {
      const setting = allSettings.get(one.name);
      const fault = setting ? faultOf(one, setting) : `${one.where}: there is no such setting; each is given as --name value, and --help lists them.`;
      if (fault) faults.push(fault);
      else if (setting) values.set(one.name, parsed(one.value, setting));
    }
  };

  const above = [...fromEnvironment(environment), ...fromArgs(args)];
  const file = above.filter(({ name }) => name === 'settings-file').at(-1)?.value;
  try {
    if (typeof file === 'string' && file !== '') take(fromFile(file, readFile(file)));
  } catch (error) {
    faults.push(`${file as string}: ${(error as Error).message}`);
  }
  take(above);
  for (const [name, { needed }] of allSettings)
    if (needed && !values.has(name)) faults.push(`--${name}: needed; give it so, by ${variableOf(name)}, or by "${name}" in the settings file.`);
  if (faults.length) throw new Error(faults.join('\n'));

  const pick = <S extends object>(record: S, before = '') =>
    Object.fromEntries(
      Object.entries(record as Record<string, Setting<unknown>>).map(([key, { fallback }]) => [key, values.get(`${before}${nameOf(key)}`) ?? fallback]),
    ) as ValuesOf<S>;
  return { process: pick(processSettings), core: { ...pick(coreSettings), rates: pick(rateSettings, 'rate-') } };
}

function faultOf({ name, value, where }: Given, setting: Setting<unknown>): string {
  const { kind, secret } = setting;
  if (secret && where.startsWith('--')) return `${where}: a command line can be read by everybody on the machine; use ${variableOf(name)}, or --${name}-file.`;
  if (kind.fits(parsed(value, setting))) return '';
  const shown = (typeof value === 'string' ? `"${value}"` : JSON.stringify(value)).slice(0, SHOWN);
  return `${where} is ${secret ? 'not as it must be' : shown}; allowed is ${kind.allowed}.`;
}

function parsed(value: unknown, { kind }: Setting<unknown>): unknown {
  return typeof value === 'string' ? kind.parse(value) : value;
}

function fromArgs(args: readonly string[]): Given[] {
  const options = Object.fromEntries([...allSettings.keys()].map((name) => [name, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind === 'option') return [{ name: token.name, value: token.value ?? '', where: token.rawName }];
    return token.kind === 'positional' ? [{ name: '', value: token.value, where: token.value }] : [];
  });
}

function fromEnvironment(environment: Sources['environment']): Given[] {
  return Object.entries(environment)
    .filter(([variable]) => VARIABLES.test(variable))
    .map(([variable, value]) => ({ name: variable.replace(VARIABLES, '').toLowerCase().replaceAll('_', '-'), value, where: variable }));
}

function fromFile(file: string, content: string): Given[] {
  const read = parseJson(content);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('an object of settings is expected, such as {"site": "bao.example"}.');
  return Object.entries(read).map(([name, value]) => ({ name: name === 'settings-file' ? '' : name, value, where: `"${name}" in ${file}` }));
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // What JSON.parse would say quotes the file, which may have a secret.
    throw new Error('it is not JSON.');
  }
}

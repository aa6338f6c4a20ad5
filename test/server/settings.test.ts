import { createServer } from '@bandoc/server';
import { completeSettings } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { allSettings, variableOf } from '../../packages/server/src/settings/all-settings.ts';
import { helpText } from '../../packages/server/src/settings/help-text.ts';
import { readSettings, type Sources } from '../../packages/server/src/settings/read-settings.ts';
import { freshFile, SECRET } from './standing.ts';

interface Given {
  readonly args?: string[];
  readonly environment?: Sources['environment'];
  readonly files?: Record<string, unknown>;
}

const read = ({ args = [], environment = {}, files = {} }: Given = {}) =>
  readSettings({
    args,
    environment: { HOME: '/x', ...environment },
    readFile: (path) => {
      if (!(path in files)) throw new Error('no such file');
      return typeof files[path] === 'string' ? files[path] : JSON.stringify(files[path]);
    },
  });

const refusal = (given: Given): string[] => {
  try {
    read(given);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};

const SITE = ['--site', 'demo'];

describe('settings', () => {
  it('are the protocol’s defaults where only the site is given', () => {
    const { core, process } = read({ args: SITE });
    expect(core).toEqual(completeSettings({ site: 'demo' }));
    expect(process).toMatchObject({ port: 8080, path: '/bandoc', limits: 'on', tokenLife: 600, trustedProxies: [] });
    expect(process.operatorPort).toBeUndefined();
  });

  it('can each be given, every limit among them, by command line, environment and file alike', () => {
    for (const [name, { kind, fallback, secret }] of allSettings) {
      if (name === 'site' || name === 'settings-file') continue;
      const text =
        fallback === undefined || fallback === null ? (kind.allowed.startsWith('a whole') ? '7' : SECRET.replaceAll(' ', '-')) : kind.write(fallback);
      const file = { files: { 'a.json': { [name]: text } }, args: [...SITE, '--settings-file=a.json'] };
      for (const given of [...(secret ? [] : [{ args: [...SITE, `--${name}`, text] }]), { args: SITE, environment: { [variableOf(name)]: text } }, file])
        expect(refusal(given), name).toEqual([]);
    }
  });

  it('count from the command line before the environment, before the file, before the default', () => {
    const files = { 'a.json': { text: 10, links: 11, 'rate-add': '5/100', origins: ['https://a.example', 'https://b.example:8443'], site: 'file' } };
    const environment = { BANDOC_SETTINGS_FILE: 'a.json', BANDOC_TEXT: '20', BANDOC_NAME: '21', BANDOC_SITE: 'environment' };
    const { core } = read({ args: ['--text=30', '--tick', '31', '--text', '32'], environment, files });
    expect(core).toMatchObject({
      text: 32,
      tick: 31,
      name: 21,
      links: 11,
      site: 'environment',
      subs: 16,
      rates: { add: { burst: 5, every: 100 }, sub: { burst: 60, every: 1_000 } },
      origins: ['https://a.example', 'https://b.example:8443'],
    });
  });

  it('that are wrong are refused by name, with what was given and what is allowed, all at once', () => {
    const given = {
      args: ['--port', '80a', '--threads=closed', '--rate-add=3', '--tz=Hanoi', '--links=-1', '--batch'],
      environment: { BANDOC_ORIGINS: 'https://a.example,https://b.example/', BANDOC_ROOTS: '51', BANDOC_TRUSTED_PROXIES: '10.0.0.0/64' },
      files: { 'a.json': { text: 'many', subs: [4], path: '/bandoc/' } },
    };
    const lines = refusal({ ...given, environment: { ...given.environment, BANDOC_SETTINGS_FILE: 'a.json' } });
    expect(lines).toEqual([
      '"text" in a.json is "many"; allowed is a whole number from 1 to 1000000000.',
      '"subs" in a.json is [4]; allowed is a whole number from 1 to 1000000000.',
      '"path" in a.json is "/bandoc/"; allowed is a path such as /bandoc, without a slash at its end.',
      'BANDOC_ORIGINS is "https://a.example,https://b.example/"; allowed is an origin as browsers send it, such as https://bao.example, without a slash at its end; several by commas.',
      'BANDOC_ROOTS is "51"; allowed is a whole number from 1 to 50.',
      'BANDOC_TRUSTED_PROXIES is "10.0.0.0/64"; allowed is an IP address, a range such as 10.0.0.0/8, loopback, linklocal, uniquelocal; several by commas.',
      '--port is "80a"; allowed is a whole number from 0 to 65535.',
      '--threads is "closed"; allowed is known or open.',
      '--rate-add is "3"; allowed is how many at once / then one every so many ms, such as 3/10000.',
      '--tz is "Hanoi"; allowed is an IANA time zone, such as Asia/Ho_Chi_Minh.',
      '--links is "-1"; allowed is a whole number from 0 to 1000.',
      '--batch is ""; allowed is a whole number from 1 to 1000000000.',
      '--site: needed; give it so, by BANDOC_SITE, or by "site" in the settings file.',
    ]);
  });

  it('that there are not are refused, wherever they are given', () => {
    const files = { 'a.json': { site: 'demo', origin: 'x', 'settings-file': 'b.json' } };
    expect(refusal({ args: ['--settings-file=a.json', '--prot', '--no-limits', 'demo'], environment: { BANDOC_ORIGIN: 'x', OTHER: 'y' }, files })).toEqual(
      ['"origin" in a.json', '"settings-file" in a.json', 'BANDOC_ORIGIN', '--prot', '--no-limits', 'demo'].map(
        (where) => `${where}: there is no such setting; each is given as --name value, and --help lists them.`,
      ),
    );
  });

  it('are read from no file that is missing, no JSON or no object', () => {
    const args = [...SITE, '--settings-file=a.json'];
    expect(refusal({ args })).toEqual(['a.json: no such file']);
    expect(refusal({ args, files: { 'a.json': `{"secret": ${SECRET}` } })).toEqual(['a.json: it is not JSON.']);
    expect(refusal({ args, files: { 'a.json': [1] } })).toEqual([expect.stringMatching(/an object of settings/)]);
  });

  it('never show a secret, nor take it from a command line', () => {
    expect(read({ args: SITE, environment: { BANDOC_SECRET: SECRET } }).process.secret).toBe(SECRET);
    const lines = refusal({ args: [...SITE, `--secret=${SECRET}`], environment: { BANDOC_SECRET: 'kurz' } });
    expect(lines).toEqual([
      'BANDOC_SECRET is not as it must be; allowed is 32 bytes or more.',
      '--secret: a command line can be read by everybody on the machine; use BANDOC_SECRET, or --secret-file.',
    ]);
    expect(lines.join()).not.toMatch(/kurz|long enough/);
  });

  it('are all in --help, with what they are, what is allowed and their defaults', () => {
    const help = helpText();
    for (const [name, setting] of allSettings) {
      expect(help).toContain(`\n  ${setting.secret ? variableOf(name) : `--${name}`}\n`);
      expect(help).toContain(`${setting.says}\n      Allowed: ${setting.kind.allowed}.`);
    }
    expect(help).toContain('  --rate-guest-add\n      Comments of all guests of one network.\n');
    expect(help).toMatch(/--text-bytes\n.*\n.*Default: 8000\./);
  });

  it('[LM1] [LM6] are checked too where another program starts the server', async () => {
    const start = (settings: object) => createServer({ secret: SECRET, file: freshFile(), settings: { site: 'demo', ...settings } });
    await expect(start({ tick: '250' })).rejects.toThrow('The setting "tick" is "250"; allowed is a whole number from 1 to 86400000.');
    await expect(start({ rates: { add: { burst: 0, every: 1 } } })).rejects.toThrow('The setting "rates.add" is {"burst":0,"every":1}');
    await expect(start({ origins: ['bao.example'], site: '' })).rejects.toThrow(/"site" is ""[^]*"origins" is \["bao.example"\]/);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, root, type SourceFile, sourceFiles } from './source-files.ts';

// The house's own rules: docs/decisions/0001 says why, CONTRIBUTING.md says them to people.

const FLOORS: Record<string, number> = {
  protocol: 0,
  ui: 0,
  client: 1,
  server: 1,
  conformance: 1,
  'comment-thread': 2,
  'date-selector': 2,
  'share-bar': 2,
  bandoc: 3,
};
const WIDGETS = ['comment-thread', 'date-selector', 'share-bar'];
const FORBIDDEN = new Set('utils helpers common shared misc manager service impl base new old types'.split(' '));

const packages = readdirSync(join(root, 'packages'));
const files = sourceFiles('packages');
const packageOf = (file: SourceFile) => file.path.split('/')[1] as string;
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as { name: string; dependencies?: Record<string, string> };
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

describe('direction', () => {
  it('knows the floor of every package', () => {
    expect(packages.sort()).toEqual(Object.keys(FLOORS).sort());
  });

  it.each(files.map((file) => [file.path, file] as const))('%s imports only lower floors, and only what its package declares', (_, file) => {
    const own = packageOf(file);
    const declared = manifestOf(own).dependencies ?? {};
    for (const specifier of importsOf(file.text)) {
      if (specifier.startsWith('.')) {
        expect(join('/', file.path, '..', specifier).startsWith(`/packages/${own}/`), `${specifier} leaves its package`).toBe(true);
        continue;
      }
      if (specifier.startsWith('node:')) {
        expect(['server', 'conformance'], `${specifier} in a package for the page`).toContain(own);
        continue;
      }
      const dependency = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] as string);
      expect(Object.keys(declared), `${specifier} is not declared`).toContain(dependency);
      const ours = /^@bandoc\/(.+)$/.exec(dependency)?.[1];
      if (ours) expect(FLOORS[ours], `${own} may not import ${ours}`).toBeLessThan(FLOORS[own] as number);
      if (ours === 'protocol') expect(WIDGETS, 'what a widget needs of the wire comes through client').not.toContain(own);
    }
  });

  it('has one file each in client, server and kit that knows Socket.IO, and databases only below server/src/storage', () => {
    const knows = (pattern: RegExp) => files.filter((file) => importsOf(file.text).some((specifier) => pattern.test(specifier))).map((file) => file.path);
    expect(knows(/^socket\.io/)).toEqual([
      'packages/client/src/transports/socket-io.ts',
      'packages/conformance/src/links/socket-io-link.ts',
      'packages/server/src/bindings/socket-io.ts',
    ]);
    for (const path of knows(/^node:sqlite$/)) expect(path).toMatch(/^packages\/server\/src\/storage\//);
  });

  it('keeps clock, randomness, timers and console out of the cores', () => {
    const cores = files.filter((file) => /^packages\/(protocol\/src|client\/src\/(?!browser\/)|server\/src\/core)/.test(file.path));
    for (const file of cores) {
      const code = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bconsole\.|\bcrypto\./.exec(code)?.[0], file.path).toBeUndefined();
    }
  });
});

describe('names', () => {
  it('are kebab-case, without the words that say nothing', () => {
    for (const file of [
      ...files,
      ...sourceFiles('test'),
      ...sourceFiles('stories'),
      ...sourceFiles('examples'),
      ...sourceFiles('scripts'),
      ...sourceFiles('bench'),
    ]) {
      const name = basename(file.path);
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|stories|styles|config|d))?\.ts$/);
      for (const word of wordsOf(file.path.replace(/\.ts$/, ''))) expect(FORBIDDEN, file.path).not.toContain(word);
    }
  });

  it('of exported things do not use those words either', () => {
    for (const file of files) {
      for (const match of file.text.matchAll(/^export (?:declare )?(?:async )?(?:function|const|class|interface|type|abstract class)\s+(\w+)/gm)) {
        for (const word of wordsOf(match[1] as string)) expect(FORBIDDEN, `${match[1]} in ${file.path}`).not.toContain(word);
      }
    }
  });

  it('find everything by one word: a widget is its package, file, class and tag', () => {
    for (const widget of WIDGETS) {
      const element = files.find((file) => file.path === `packages/${widget}/src/${widget}.ts`);
      const className = wordsOf(widget)
        .map((word) => word[0]?.toUpperCase() + word.slice(1))
        .join('');
      expect(element?.text).toContain(`export class ${className} `);
      expect(files.find((file) => file.path === `packages/${widget}/src/register.ts`)?.text).toContain(`'bandoc-${widget}'`);
      expect(sourceFiles(`stories/${widget}`).length).toBeGreaterThan(0);
      expect(sourceFiles(`test/${widget}`).length).toBeGreaterThan(0);
    }
  });
});

describe('code', () => {
  it('has no default export, enum, namespace, decorator, or HTML made from text', () => {
    for (const file of files) {
      const code = file.text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, '');
      expect(/^export default|^\s*(?:export )?(?:const )?enum \w+ \{|^\s*(?:export )?namespace \w+ \{|^\s*@\w+\(/m.exec(code)?.[0], file.path).toBeUndefined();
      expect(
        /unsafeHTML|unsafeSVG|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/.exec(code)?.[0],
        file.path,
      ).toBeUndefined();
    }
  });

  it('keeps files small', () => {
    for (const file of files) expect(file.text.split('\n').length, `${file.path} is a smell: it does more than one thing`).toBeLessThanOrEqual(320);
  });

  it('leaves no skipped or lonely test, and no note to do something later', () => {
    for (const file of [...files, ...sourceFiles('test')].filter((each) => !each.path.startsWith('test/house/'))) {
      expect(/\b(?:it|describe|test)\.(?:only|skip|todo)\(|\bTODO\b|\bFIXME\b/.exec(file.text)?.[0], file.path).toBeUndefined();
    }
  });
});

describe('rules', () => {
  const protocol = readFileSync(join(root, 'packages/protocol/PROTOCOL.md'), 'utf8');
  const accessibility = readFileSync(join(root, 'packages/comment-thread/ACCESSIBILITY.md'), 'utf8');
  const rules = [...`${protocol}\n${accessibility}`.matchAll(/^\| ([A-Z]{2}\d+) \|/gm)].map((match) => match[1] as string);
  const storage = files
    .filter((file) => file.path.startsWith('packages/server/src/core/storage'))
    .flatMap((file) => [...file.text.matchAll(/id: '(ST\d+)'/g)].map((match) => match[1] as string));
  const cited = new Map<string, string>();
  for (const file of [...sourceFiles('test'), ...sourceFiles('stories')]) {
    for (const match of file.text.matchAll(/\[((?:[A-Z]{2}\d+(?:, )?)+)\]/g)) for (const id of (match[1] as string).split(', ')) cited.set(id, file.path);
  }

  it('have ids that occur once', () => {
    expect(new Set(rules).size).toBe(rules.length);
  });

  it.each(rules)('%s has a test that quotes it', (id) => {
    expect([...cited.keys()]).toContain(id);
  });

  it('that tests quote exist', () => {
    const exist = new Set([...rules, ...storage]);
    for (const [id, path] of cited) expect(exist, `${id}, quoted in ${path}`).toContain(id);
  });

  it('that comments name exist', () => {
    const exist = new Set([...rules, ...storage]);
    for (const file of files) {
      for (const match of file.text.matchAll(/\brules? ((?:[A-Z]{2}\d+(?:[–,] ?| and )?)+)/g)) {
        for (const id of (match[1] as string).match(/[A-Z]{2}\d+/g) ?? []) expect(exist, `${id}, named in ${file.path}`).toContain(id);
      }
    }
  });
});

describe('the screens', () => {
  it('show every story, each in pictures of its own, and none that is gone', () => {
    const stories = sourceFiles('stories', '.stories.ts').flatMap(({ path, text }) =>
      [...text.matchAll(/^export const (\w+): Story\b/gm)].map((match) => `${path.split('/')[1]}-${wordsOf(match[1] as string).join('-')}`),
    );
    const pictured = new Set(readdirSync(join(root, 'docs/screens')).map((file) => file.replace(/-\d+-(light|dark)-(vi|en)\.png$/, '')));
    expect([...pictured].filter((name) => !name.startsWith('newspaper-')).sort(), '`npm run screens` takes them').toEqual(stories.sort());
  });
});

describe('the guide', () => {
  it('names only places that are there', () => {
    const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    const table = guide.slice(guide.indexOf('## Where is it?'));
    const places = [...table.matchAll(/`((?:packages|stories|test|examples|docs|scripts|\.storybook|\.ci)\/[^`]*)`/g)].map((match) => match[1] as string);
    expect(places.length).toBeGreaterThan(15);
    for (const place of places) expect(existsSync(join(root, place)), place).toBe(true);
  });
});

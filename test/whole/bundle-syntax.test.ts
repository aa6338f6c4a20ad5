import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

const bundle = new URL('../../packages/bandoc/dist/bundle/', import.meta.url);
const chunks = readdirSync(new URL('chunks/', bundle)).filter((file) => file.endsWith('.js'));

describe('the bundle', () => {
  it('is plain ES2022 in every chunk, which all browsers of the baseline have', () => {
    expect(chunks.length).toBeGreaterThan(5);
    for (const chunk of chunks) parse(readFileSync(new URL(`chunks/${chunk}`, bundle), 'utf8'), { ecmaVersion: 2022, sourceType: 'module' });
  });

  it('has a loader that older browsers can read too (ES2020), so that they keep the page as it was, without an error', () => {
    const loader = readFileSync(new URL('bandoc.js', bundle), 'utf8');
    parse(loader, { ecmaVersion: 2020, sourceType: 'module' });
    expect(loader).not.toMatch(/^import\b|[;}]import[{'"*\s]/);
  });

  it('makes no code from text at run time, and makes its Trusted Types policy under our own name', () => {
    for (const chunk of chunks) {
      const code = readFileSync(new URL(`chunks/${chunk}`, bundle), 'utf8');
      expect(code, chunk).not.toMatch(/\beval\(|new Function\(|createPolicy\(["'`]lit-html/);
    }
  });

  it('has no name of another host in it, but those that a reader chooses to go to and the words of standards', () => {
    const allowed = /^https?:\/\/(www\.w3\.org|lit\.dev|button-share\.zalo\.me|www\.facebook\.com|x\.com|t\.me|json-schema\.org|socket\.io)/;
    for (const file of ['bandoc.js', ...chunks.map((chunk) => `chunks/${chunk}`)]) {
      const code = readFileSync(new URL(file, bundle), 'utf8');
      for (const [address] of code.matchAll(/https?:\/\/[a-z0-9.-]+/gi)) expect(address, file).toMatch(allowed);
    }
  });
});

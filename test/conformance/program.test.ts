import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ORIGIN, SECRET, stand } from '../server/standing.ts';
import { standMutant } from './mutant-server.ts';

const MAIN = fileURLToPath(new URL('../../packages/conformance/src/main.ts', import.meta.url));

/** Runs the program as somebody would; answers what it printed, and how it ended. */
function conformance(...args: string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', MAIN, ...args], { env: { PATH: process.env['PATH'] } });
  let said = '';
  for (const out of [child.stdout, child.stderr]) out.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const fileFor = (name: string) => join(mkdtempSync(join(tmpdir(), 'bandoc-kit-')), name);

describe('the program of the kit', () => {
  it('ends with 0 where all is well, and writes its report as JSON for a badge', async () => {
    const { base } = await stand();
    const file = fileFor('report.json');
    const { code, said } = await conformance(base, '--secret', SECRET, '--origin', ORIGIN, '--level', '0', '--only', 'PT2', '--report', file);
    expect([code, said]).toEqual([0, expect.stringMatching(/^[1-9]\d* passed, 0 failed, 0 remarks, 0 unproven$/m)]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      url: base,
      site: 'demo',
      level: 0,
      tally: { failed: 0 },
      results: [{ id: 'PT2.retry', verdict: 'passed' }],
    });
  });

  it('tells of a failure what was sent, what came, what the rule demands and what it usually is, and ends with 1', async () => {
    const base = await standMutant({ reader: (reader) => ({ ...reader, find: async () => undefined }) });
    const file = fileFor('report.html');
    const { code, said } = await conformance(base, '--secret', SECRET, '--only', 'PT2.retry', '--level', '0', '--report', file);
    expect(code).toBe(1);
    for (const part of [
      '✗ PT2.retry by http · MUST',
      'A repeated key of the same actor with the same content',
      'demanded',
      'usually   The key is not unique',
      '→ POST',
      '← POST',
    ])
      expect(said).toContain(part);
    const page = readFileSync(file, 'utf8');
    for (const part of ['<!doctype html>', 'PT2.retry', 'The key is not unique', '1 failed']) expect(page).toContain(part);
    expect(page).not.toMatch(/<script|https?:\/\/(?!127)/);
  });

  it('calls what it cannot prove unproven, never passed, and says what it would need', async () => {
    const { base } = await stand();
    const { code, said } = await conformance(base, '--level', '0', '--only', 'TK1');
    expect([code, said]).toEqual([0, expect.stringMatching(/^0 passed, 0 failed, 0 remarks, [1-9]\d* unproven$/m)]);
    expect(said).toContain('(--secret)');
  });

  it('says in words what it cannot begin with, and ends with 2', async () => {
    const { base } = await stand();
    const wrong = {
      'no address': [],
      'no address of http': ['ftp://x'],
      'no such level': [base, '--level', '4'],
      'another site': [base, '--site', 'other'],
      'a report of no kind': [base, '--report', 'r.pdf'],
      'no case of that name': [base, '--only', 'XX1'],
      'nobody there': ['http://127.0.0.1:9/bandoc'],
    };
    for (const [name, args] of Object.entries(wrong)) {
      const { code, said } = await conformance(...args);
      expect([name, code]).toEqual([name, 2]);
      expect(said.trim(), name).toMatch(/^[^\n]{20,}$/);
    }
    expect(await conformance('--help')).toMatchObject({ code: 0, said: expect.stringContaining('--restart-cmd') });
  });
});

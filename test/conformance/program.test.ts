import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases, textOfFailure } from '@bandoc/conformance';
import { describe, expect, it } from 'vitest';
import { ORIGIN, SECRET, stand } from '../server/standing.ts';
import { withMutant } from './mutant-server.ts';

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
    expect([code, said]).toEqual([0, expect.stringMatching(/^[1-9]\d* passed, 0 failed, 0 remarks, \d+ unproven$/m)]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      url: base,
      site: 'demo',
      level: 0,
      tally: { failed: 0 },
      results: expect.arrayContaining([expect.objectContaining({ id: 'PT2.retry', verdict: 'passed' })]),
    });
  });

  it('tells of a failure what was sent, what came, what the rule demands and what it usually is, and ends with 1', async () => {
    const file = fileFor('report.html');
    const { code, said } = await withMutant({ reader: (reader) => ({ ...reader, find: async () => undefined }) }, (base) =>
      conformance(base, '--secret', SECRET, '--only', 'PT2.retry', '--level', '0', '--report', file),
    );
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
    for (const part of ['<!doctype html>', 'PT2.retry', 'The key is not unique', '1 failed', 'To be mended', 'href="#PT2.retry.http"', 'id="PT2.retry.http"'])
      expect(page).toContain(part);
    expect(page).not.toMatch(/<script|https?:\/\/(?!127)/);
  });

  it('shows of a long failure how it began and how it ended, and says where the rest is', () => {
    const [one] = cases;
    if (!one) throw new Error('there is no case');
    const lines = Array.from({ length: 50 }, (_, i) => ({ way: 'sent', over: 'GET', what: `line ${i + 1}` }) as const);
    const text = textOfFailure({ case: one, binding: 'http', verdict: 'failed', took: 1, lines }, new Map());
    expect(text.match(/line \d+$/gm)).toEqual([1, 2, 3, 4, 43, 44, 45, 46, 47, 48, 49, 50].map((n) => `line ${n}`));
    expect(text).toContain('--report report.html');
  });

  it('ends with a report of a server that breaks off whatever is asked', { timeout: 120_000 }, async () => {
    const about = { v: [1], site: 'demo', now: Date.now(), max: { message: 65_536, batch: 20, subs: 16, text: 2_000 }, tick: 50, tz: 'Asia/Ho_Chi_Minh' };
    const server = createServer((request, response) => {
      if (request.url === '/v1') response.end(JSON.stringify({ ...about, feat: [], bind: { http: 'v1', stream: 'v1/stream' } }));
      else request.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, said } = await conformance(url, '--secret', SECRET, '--origin', ORIGIN);
    server.close();
    expect([code, said]).toEqual([1, expect.stringMatching(/^\d+ passed, [1-9]\d* failed, \d+ remarks, \d+ unproven$/m)]);
  });

  it('calls what it cannot prove unproven, never passed, and says what it would need', async () => {
    const { base } = await stand();
    const { code, said } = await conformance(base, '--level', '0', '--only', 'TK1');
    expect([code, said]).toEqual([0, expect.stringMatching(/^\d+ passed, 0 failed, 0 remarks, [1-9]\d* unproven$/m)]);
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

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { describe, expect, it } from 'vitest';

const finder = fileURLToPath(new URL('../setup/chromium.ts', import.meta.url));

/** What `findChromium` says in a process whose PATH has no browser. */
function findWith(environment: Record<string, string>): string {
  const script = `import(${JSON.stringify(finder)}).then(({ findChromium }) => findChromium()).then((launch) => console.log(JSON.stringify(launch)), (error) => console.log(error.message))`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: '/nowhere', HOME: '/tmp', ...environment },
    encoding: 'utf8',
  }).trim();
}

describe('the tests, where no browser is installed', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'use the one that npm ci brought, and it draws a page (Linux x64: it has no other build)',
    async () => {
      const launch = JSON.parse(findWith({})) as { executablePath: string; args: string[] };
      expect(existsSync(launch.executablePath)).toBe(true);
      expect(launch.executablePath).not.toMatch(/^\/usr/);
      const browser = await chromium.launch(launch);
      const page = await browser.newPage();
      await page.setContent('<p>Bạn Đọc</p>');
      expect(await page.locator('p').textContent()).toBe('Bạn Đọc');
      await browser.close();
    },
  );

  it('say in one sentence which package is missing, when that cannot start either', () => {
    // A temporary folder that cannot be made leaves it nowhere to unpack to.
    expect(findWith({ TMPDIR: '/dev/null/nowhere' })).toBe(
      'The tests need a browser: install the package "chromium" (or Chrome, or Edge), or set BANDOC_CHROMIUM to one.',
    );
  });
});

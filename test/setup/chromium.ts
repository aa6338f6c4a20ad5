import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How to start the browser that the tests use. */
export interface BrowserLaunch {
  readonly executablePath: string;
  readonly args: string[];
}

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages that a test answers for itself have no address, and Chromium then keeps them from the loopback.
  '--disable-features=LocalNetworkAccessChecks',
];

/** It has no window at all: it starts sooner and takes a third less of the processor. */
const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable', 'chrome', 'msedge'];

const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

let found: Promise<BrowserLaunch> | undefined;

/**
 * Finds a Chromium to test in: the one that BANDOC_CHROMIUM names, else an installed Chromium, Chrome or Edge, one without windows first, else the
 * one that `npm ci` brought. Throws one sentence when none can start.
 */
export function findChromium(): Promise<BrowserLaunch> {
  found ??= search();
  return found;
}

/** Finds an installed one that keeps pages for its "back" button, which those without windows do not. */
export function findWholeChromium(): BrowserLaunch | undefined {
  return findInstalled([...inPath(NAMES), ...ELSEWHERE]);
}

function findInstalled(paths: readonly (string | undefined)[]): BrowserLaunch | undefined {
  const path = paths.find((one) => one && runs(one));
  return path ? { executablePath: path, args: QUIET } : undefined;
}

function inPath(names: readonly string[]): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

async function search(): Promise<BrowserLaunch> {
  const installed = findInstalled([process.env['BANDOC_CHROMIUM'], ...inPath([SHELL]), ...inPath(NAMES), ...ELSEWHERE]);
  if (installed) return installed;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    // It unpacks into the temporary folder, which it takes for granted.
    mkdirSync(process.env['TMPDIR'] ?? '/tmp', { recursive: true });
    const executablePath = await chromium.executablePath();
    execFileSync(executablePath, ['--version'], { stdio: 'ignore' });
    // Not with its own arguments, which are for a cloud function: one process for all, which the first page to end takes down, and no same-origin policy.
    return { executablePath, args: QUIET };
  } catch {
    throw new Error('The tests need a browser: install the package "chromium" (or Chrome, or Edge), or set BANDOC_CHROMIUM to one.');
  }
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

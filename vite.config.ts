import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { findChromium } from './test/setup/chromium.ts';
import { firefox } from './test/setup/firefox.ts';
import { LongestFirst } from './test/setup/longest-first.ts';

// One configuration for tests, Storybook and (in bundle.config.ts, which extends it) the bundles.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Straight from the workspaces' sources: a test never runs against a stale build. */
const conditions = ['source', 'module', 'browser', 'development|production'];

const chromium = await findChromium();
const firefoxPath = process.env['BANDOC_FIREFOX'];

const browserInstances = firefoxPath
  ? [{ browser: 'firefox' as const, provider: firefox(firefoxPath) }]
  : [{ browser: 'chromium' as const, provider: playwright({ launchOptions: chromium }) }];

const browser = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromium }),
  instances: browserInstances,
};

const node: TestProjectConfiguration = {
  extends: true,
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    name: 'node',
    include: ['test/{house,protocol,client,server,conformance,newspaper}/**/*.test.ts', 'test/*.test.ts'],
    exclude: ['test/client/simulation/**'],
    environment: 'node',
    testTimeout: 30_000,
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
  },
};

/** It has threads of its own, one a core: beside anything else, both would be slow. */
const simulation: TestProjectConfiguration = {
  ...node,
  test: { ...node.test, name: 'simulation', include: ['test/client/simulation/**/*.test.ts'], exclude: [], maxWorkers: 1, sequence: { groupOrder: 0 } },
};

const widgets: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'browser',
    include: ['test/{ui,comment-thread,date-selector,share-bar,bandoc}/**/*.test.ts'],
    setupFiles: ['test/setup/browser.ts'],
    testTimeout: 20_000,
    maxWorkers: 1,
    sequence: { groupOrder: 2 },
    browser,
  },
};

const stories: TestProjectConfiguration = {
  extends: true,
  plugins: [storybookTest({ configDir: here('.storybook') })],
  test: {
    name: 'stories',
    testTimeout: 20_000,
    maxWorkers: 1,
    sequence: { groupOrder: 2 },
    browser: { ...browser, instances: [{ browser: 'chromium' as const }] },
  },
};

/** Real server, real browser: each file starts its own; and the example backends, each a process, held against the whole kit. */
const whole: TestProjectConfiguration = {
  extends: true,
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    name: 'whole',
    include: ['test/{whole,backends}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of their time is spent waiting.
    maxWorkers: 3,
    sequence: { groupOrder: 3 },
  },
};

// Groups take turns, so that none is slow because of another; Vitest by itself would leave one of two cores idle.
export default defineConfig({
  resolve: {
    conditions,
    alias: [{ find: /.*\/__web-dev-server__web-socket\.js$/, replacement: here('test/setup/web-dev-server.ts') }],
  },
  oxc: { target: 'es2022' },
  optimizeDeps: {
    // Found late, each of these would make Vite reload the page in the middle of a run.
    include: [
      '@open-wc/testing',
      'fast-check',
      'lit',
      'lit/directives/repeat.js',
      'socket.io-client',
      'idb-keyval',
      '@date-fns/utc/date/mini',
      'date-fns/addDays',
      'date-fns/addMonths',
    ],
  },
  test: { projects: [simulation, node, widgets, stories, whole], sequence: { sequencer: LongestFirst } },
});

import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { findChromium } from './test/setup/chromium.ts';
import { firefox } from './test/setup/firefox.ts';

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
    environment: 'node',
    testTimeout: 30_000,
  },
};

const widgets: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'browser',
    include: ['test/{ui,comment-thread,date-selector,share-bar,bandoc}/**/*.test.ts'],
    setupFiles: ['test/setup/browser.ts'],
    testTimeout: 20_000,
    browser,
  },
};

const stories: TestProjectConfiguration = {
  extends: true,
  plugins: [storybookTest({ configDir: here('.storybook') })],
  test: {
    name: 'stories',
    testTimeout: 20_000,
    browser: { ...browser, instances: [{ browser: 'chromium' as const }] },
  },
};

/** Real server, real browser: each file starts its own; they take turns, so that a slow machine does not slow what they measure. */
const whole: TestProjectConfiguration = {
  extends: true,
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    name: 'whole',
    include: ['test/whole/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
};

/** The example backends, each a process, held against the whole kit: minutes, and runtimes that not every machine has. */
const backends: TestProjectConfiguration = {
  ...whole,
  test: { ...whole.test, name: 'backends', include: ['test/backends/**/*.test.ts'] },
};

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
  test: { projects: [node, widgets, stories, whole, ...(process.env['BACKENDS'] ? [backends] : [])] },
});

import { parseArgs } from 'node:util';
import { BACKENDS } from './backends.ts';
import { openDataFolder } from './data-folder.ts';
import { startNewspaper } from './newspaper.ts';

// `npm start`: the demo newspaper with the reference server. HOST, PORT, DATA and ORIGINS (further origins, by commas) come from the environment.

try {
  const { values } = parseArgs({
    options: {
      today: { type: 'string' },
      backend: { type: 'string' },
      'second-origin': { type: 'boolean', default: false },
      'unlisted-origin': { type: 'boolean', default: false },
    },
  });
  const { HOST: host, PORT = '8080', ORIGINS = '' } = process.env;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new Error(`PORT must be a number from 1 to 65000, and is "${PORT}".`);
  if (values.today !== undefined && values.today !== 'now') throw new Error(`--today takes "now", and was given "${values.today}".`);
  const backend = values.backend === undefined ? undefined : BACKENDS[values.backend];
  if (values.backend !== undefined && !backend) throw new Error(`--backend is one of ${Object.keys(BACKENDS).join(', ')}, and was given "${values.backend}".`);
  const data = openDataFolder();
  const paper = await startNewspaper({
    data,
    host,
    port,
    ...(values.today === 'now' && { today: true }),
    ...(backend && { backend: { ...backend, name: values.backend ?? '' } }),
    ...(values['second-origin'] && { secondPort: port + 1 }),
    ...(values['unlisted-origin'] && { unlistedPort: port + 2 }),
    origins: ORIGINS.split(',').filter(Boolean),
  });
  const lines = [
    ['Báo Sông Tô', paper.origin],
    ['second origin', paper.secondOrigin],
    ['unlisted origin', paper.unlistedOrigin],
    ['data', data],
    ['publish', 'npm run publish -- "Tiêu đề"'],
    ['moderate', backend ? undefined : 'npm run mod -- list'],
    ['backend', values.backend],
  ].filter(([, value]) => value !== undefined);
  console.log(`\n${lines.map(([name = '', value]) => `  ${name.padEnd(18)}${value}`).join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void paper.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

import { parseArgs } from 'node:util';
import { openDataFolder } from './data-folder.ts';
import { startNewspaper } from './newspaper.ts';

// `npm start`: the demo newspaper with the reference server. PORT, DATA and ORIGINS (further origins, by commas) come from the environment.

const { values } = parseArgs({
  options: {
    today: { type: 'string' },
    'second-origin': { type: 'boolean', default: false },
    'unlisted-origin': { type: 'boolean', default: false },
  },
});

const port = Number(process.env['PORT'] ?? 8080);
const data = openDataFolder();

try {
  if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new Error(`PORT must be a number from 1 to 65000, and is "${process.env['PORT']}".`);
  if (values.today !== undefined && values.today !== 'now') throw new Error(`--today takes "now", and was given "${values.today}".`);
  const paper = await startNewspaper({
    data,
    port,
    today: values.today === 'now',
    ...(values['second-origin'] && { secondPort: port + 1 }),
    ...(values['unlisted-origin'] && { unlistedPort: port + 2 }),
    origins: (process.env['ORIGINS'] ?? '').split(',').filter(Boolean),
  });
  console.log(`
  Báo Sông Tô     ${paper.origin}
${paper.secondOrigin ? `  second origin   ${paper.secondOrigin}\n` : ''}  data            ${data}
  publish         npm run publish -- "Tiêu đề"
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void paper.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

import { existsSync } from 'node:fs';
import { closeRun, runScript, runVitest, type Tally } from './run-step.ts';

// `npm run test:long`: what is too long for every change. More seeds of the simulation, more bad input, more kills, the whole kit against each mutant, the widgets in Firefox, the static Storybook.
const tally: Tally = { passed: 0, failed: 0 };
runScript(tally, 'build');
runVitest(tally, ['--project', 'simulation'], { SEEDS: process.env['SEEDS'] ?? '1500' });
runVitest(tally, ['--project', 'node', 'test/server/bad-input'], { FRAMES: process.env['FRAMES'] ?? '1000000', SEED: process.env['SEED'] ?? '2' });
runVitest(tally, ['--project', 'whole', 'test/whole/nothing-lost/kill.test.ts'], { KILLS: process.env['KILLS'] ?? '100', SEED: process.env['SEED'] ?? '2' });
runVitest(tally, ['--project', 'node', 'test/conformance/mutants.test.ts'], { KIT: 'whole' });
const firefox = [process.env['BANDOC_FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path && existsSync(path));
if (firefox) runVitest(tally, ['--project', 'browser'], { BANDOC_FIREFOX: firefox });
else {
  console.error('The long tests need Firefox: install the package "firefox-esr", or set BANDOC_FIREFOX to one.');
  tally.failed += 1;
}
runScript(tally, 'storybook:build');
closeRun(tally);

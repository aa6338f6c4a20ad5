import { closeRun, runScript, runVitest, type Tally } from './run-step.ts';

// `npm test`: types, lint, format, build with its size budgets, then everything Vitest has: node, real browser, stories, whole.
const tally: Tally = { passed: 0, failed: 0 };
for (const script of ['build', 'types', 'lint', 'format:check']) runScript(tally, script);
runVitest(tally, []);
closeRun(tally);

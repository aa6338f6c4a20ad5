import { bundleSizes } from './bundle-sizes.ts';

// Prints what a page fetches, in brotli, and fails the build when a line is over its budget.
const weights = await bundleSizes();
const width = Math.max(...weights.map((weight) => weight.what.length));
console.log(`\n${'brotli bytes'.padEnd(width)}  ${'size'.padStart(7)}  ${'budget'.padStart(7)}  files`);
for (const { what, bytes, budget, files } of weights) {
  console.log(
    `${what.padEnd(width)}  ${String(bytes).padStart(7)}  ${String(budget).padStart(7)}  ${String(files.length).padStart(5)}${bytes > budget ? '  OVER BUDGET' : ''}`,
  );
}
const over = weights.filter((weight) => weight.bytes > weight.budget);
if (over.length > 0) {
  console.error(`\nOver budget: ${over.map((weight) => `${weight.what} by ${weight.bytes - weight.budget} bytes (${weight.files.join(', ')})`).join('; ')}`);
  process.exitCode = 1;
}

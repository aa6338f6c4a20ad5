import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The sentence of each rule of PROTOCOL.md by its id, as the protocol's package has it. */
export function readRules(): ReadonlyMap<string, string> {
  const text = readFileSync(createRequire(import.meta.url).resolve('@bandoc/protocol/PROTOCOL.md'), 'utf8');
  return new Map([...text.matchAll(/^\| ([A-Z]{2}\d+) \| (.*) \|$/gm)].map(([, id = '', sentence = '']) => [id, sentence.replaceAll('\\|', '|')]));
}

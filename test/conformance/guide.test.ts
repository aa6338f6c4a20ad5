import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases, ruleOf } from '@bandoc/conformance';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../stories/start/${name}.mdx`, import.meta.url)), 'utf8');
const guides = ['write-a-backend', 'viet-may-chu'].map(read) as [string, string];
/** What the kit is run for after each step. */
const stepsOf = (guide: string) =>
  [...guide.matchAll(/^kit (--only .*)$/gm)].map(([, options = '']) => [...options.matchAll(/--only (\S+)/g)].map(([, id]) => id));
const blocksOf = (guide: string) => [...guide.matchAll(/^```(?:sh|json)\n([\s\S]*?)^```$/gm)].map(([, block]) => block);

describe('the guide to a backend', () => {
  it('says the same in both languages: the same frames, and the same commands', () => {
    expect(blocksOf(guides[1])).toEqual(blocksOf(guides[0]));
    expect(stepsOf(guides[0]).length).toBeGreaterThanOrEqual(6);
  });

  it('asks the kit for cases and rules that there are, each at one step', () => {
    const asked = stepsOf(guides[0]).flat();
    const known = new Set(cases.flatMap((one) => [one.id, ruleOf(one)]));
    expect(asked.filter((id) => id === undefined || !known.has(id))).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('comes by every MUST of level 0 that needs no feature, but for those that need a kill', () => {
    const asked = new Set(stepsOf(guides[0]).flat());
    const least = cases.filter(
      ({ force, over, feat = [], needs = [] }) => force === 'MUST' && over.includes('http') && !feat.length && !needs.includes('kill'),
    );
    expect(least.filter((one) => !asked.has(one.id) && !asked.has(ruleOf(one))).map(({ id }) => id)).toEqual([]);
  });
});

import { type Case, cases, readRules, ruleOf, unseenRules } from '@bandoc/conformance';
import { describe, expect, it } from 'vitest';

const rules = readRules();
const covered = new Set(cases.map(ruleOf));
const bare = ({ id, says, usually, over, force }: Case) => [id, says, usually, over, force];

describe('the cases of the kit', () => {
  it('are at least 200, and each has an id of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it('say what they demand, what it usually is, and how they are run', () => {
    for (const one of cases) {
      expect(one.id, JSON.stringify(bare(one))).toMatch(/^[A-Z]{2}\d+\.[a-z0-9-]+$/);
      expect(one.says, one.id).toMatch(/^\S.*\.$/s);
      expect(one.usually, one.id).toMatch(/^\S.*\.$/s);
      expect(one.over.length, one.id).toBeGreaterThan(0);
    }
  });

  it('stand for rules that there are', () => {
    expect([...covered].filter((id) => !rules.has(id))).toEqual([]);
  });

  it('stand for every rule of PROTOCOL.md, but for those of which it is said why they cannot be seen', () => {
    expect([...rules.keys()].filter((id) => !covered.has(id) && !unseenRules.has(id))).toEqual([]);
    expect([...unseenRules.keys()].filter((id) => covered.has(id) || !rules.has(id))).toEqual([]);
  });
});

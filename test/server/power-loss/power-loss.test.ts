import { describe, expect, it } from 'vitest';
import { losePower, type Weakness } from './lose-power.ts';

const first = Number(process.env['FROM'] ?? 1);
const seeds = Number(process.env['SEEDS'] ?? 200);
const CUTS = 3;

describe('a disk that forgets what was not synced, when the power is cut', () => {
  it(
    `[PT3] [PT10] keeps every acknowledged comment, over ${seeds} seeds from ${first}`,
    async () => {
      let acknowledged = 0;
      for (let seed = first; seed < first + seeds; seed += 1) {
        const aftermath = await losePower({ seed, cuts: CUTS });
        expect(aftermath.faults, `seed ${seed}: again with FROM=${seed} SEEDS=1`).toEqual([]);
        expect(aftermath.journal).toBe('wal');
        acknowledged += aftermath.acknowledged;
      }
      // Where nothing was acknowledged nothing could be lost.
      expect(acknowledged).toBeGreaterThan(seeds * 5);
    },
    seeds * 5_000,
  );

  it.each<[string, Weakness]>([
    ['synchronous is NORMAL', 'normal'],
    ['the disk only says that it has synced', 'deaf'],
  ])(
    'loses some where %s: that would be found',
    async (_, weakness) => {
      const lost: string[] = [];
      for (let seed = 1; seed <= 100 && !lost.length; seed += 1) {
        const { faults } = await losePower({ seed, cuts: CUTS, weakness });
        lost.push(...faults);
      }
      expect(lost.join('\n')).toMatch(/acknowledged and is lost|cannot be opened/);
    },
    60_000,
  );
});

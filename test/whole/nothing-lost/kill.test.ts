import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Killed, killOften } from './kill.ts';
import { bundleServer, type PlantedFault } from './killed-server.ts';

const seed = Number(process.env['SEED'] ?? 1);
const kills = Number(process.env['KILLS'] ?? 30);
/** One kill takes a second or two; however slow the machine, a change must not wait for long. */
const within = process.env['KILLS'] ? Infinity : 60_000;

let server: Awaited<ReturnType<typeof bundleServer>>;
beforeAll(async () => (server = await bundleServer()));
afterAll(() => server.drop());

const tell = ({ faults, story }: Killed) => [`seed ${seed}: again with SEED=${seed} KILLS=${kills}`, ...faults.slice(0, 10), story].join('\n');

describe('a server that is killed while 16 clients write', () => {
  it(
    `[PT2] [PT3] [EV1] [EV3] [MD4] [SN4] has every acknowledged comment, once, and all clients come to hold it, up to ${kills} times (seed ${seed})`,
    async () => {
      const killed = await killOften({ seed, kills, within, entry: server.entry });
      console.log(`${killed.kills} of ${kills} kills, ${killed.acknowledged} comments acknowledged over the client and ${killed.bindings.join(', ')}`);
      if (killed.faults.length) expect.fail(tell(killed));
      expect(killed.acknowledged).toBeGreaterThan(killed.kills * 10);
    },
    within === Infinity ? kills * 10_000 + 300_000 : 300_000,
  );

  it.each<[string, PlantedFault, RegExp]>([
    ['ok is said before the commit', 'early-ok', /acknowledged and is lost|seen and is lost/],
    ['keys are not looked up', 'unknown-key', /taken twice|counts/],
  ])(
    'is found out when %s',
    async (_, planted, fault) => {
      const { faults } = await killOften({ seed: 1, kills: 4, within: 30_000, entry: server.entry, planted, rest: 2_000 });
      expect(faults.join('\n')).toMatch(fault);
    },
    300_000,
  );
});

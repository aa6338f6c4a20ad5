import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleServer } from './killed-server.ts';
import { type Traced, traceWrites, whyUntraced } from './traced.ts';

const why = whyUntraced();
if (why) console.warn(`Not run: what a server asks of the system. ${why}`);

const isSafe = ({ written, synced, answered }: Traced) =>
  written !== undefined && synced !== undefined && answered !== undefined && written < synced && synced < answered;

describe('what a server asks of the system', () => {
  let server: Awaited<ReturnType<typeof bundleServer>>;
  if (!why) {
    beforeAll(async () => (server = await bundleServer()));
    afterAll(() => server.drop());
  }

  it.skipIf(why)(`[PT3] is to sync the WAL between writing a comment and sending its ok${why ? ` (not run: ${why})` : ''}`, async () => {
    const traced = await traceWrites(server.entry);
    expect(traced.length).toBeGreaterThan(30);
    expect(traced.filter((one) => !isSafe(one))).toEqual([]);
  });

  it.skipIf(why)(`is seen to be too little where synchronous is NORMAL${why ? ` (not run: ${why})` : ''}`, async () => {
    const traced = await traceWrites(server.entry, 'normal');
    expect(traced.filter(isSafe)).toEqual([]);
    expect(traced.every(({ written, answered }) => written !== undefined && answered !== undefined)).toBe(true);
  });
});

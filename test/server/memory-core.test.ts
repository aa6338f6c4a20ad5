import { createMemoryCore, createMemoryStorage } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createVirtualTime, settle } from '../setup/virtual-time.ts';
import { add, hello, only, sub } from './newsroom.ts';

describe('the core in a page', () => {
  it('needs a clock, timers and ids, and is the real one', async () => {
    let count = 0;
    const ids = { random: () => `id-${String((count += 1)).padStart(16, '0')}` };
    const storage = createMemoryStorage({ epoch: 'kept' });
    const time = createVirtualTime();
    const core = createMemoryCore({ settings: { site: 'demo' }, clock: time, timers: time, ids, storage });
    const put = add('a', 'Hay');
    const [welcome] = (await core.post([hello({ guest: { name: 'Lan' } }), put], undefined, { address: '' })) as never[];
    const { auth } = only('welcome', [welcome] as never);
    // Another core over the same storage is a restart.
    const again = createMemoryCore({ settings: { site: 'demo' }, clock: time, timers: time, ids, storage });
    const frames = await again.post([put, sub('thread:a', { follow: 'off' })], auth, { address: '' });
    expect(only('ok', frames).dup).toBe(true);
    expect(only('snap', frames)).toMatchObject({ at: 'kept:1', total: 1 });
    for (const forged of ['x', 'unsigned.{']) expect(only('err', await again.post([hello({ auth: forged })], undefined, { address: '' })).code).toBe('auth');
    await settle();
  });

  it('survives a connection that cannot be written to', async () => {
    const time = createVirtualTime();
    const seen: string[] = [];
    const core = createMemoryCore({
      settings: { site: 'demo' },
      clock: time,
      timers: time,
      ids: { random: () => 'id-0123456789abcdef' },
      log: ({ kind, detail }) => kind === 'failure' && seen.push(detail ?? ''),
    });
    const broken = core.connect(
      { address: '1' },
      {
        send: () => {
          throw new Error('gone');
        },
        end: () => undefined,
      },
    );
    const frames: unknown[] = [];
    const whole = core.connect({ address: '1' }, { send: (sent) => void frames.push(...sent), end: () => undefined });
    for (const session of [broken, whole]) session.receive([hello(), sub('thread:a')]);
    await settle();
    await core.post([hello({ guest: { name: 'Lan' } }), add('a', 'Hay')], undefined, { address: '1' });
    await settle();
    expect(only('ev', frames as never).items).toHaveLength(1);
    expect(seen).toContain('sending');
  });
});

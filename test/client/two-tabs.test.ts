import { createMemoryStore, createMemoryWire, type Wire } from '@bandoc/client';
import { type Identity, Refusal, type Tokens } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createNewsroom, words } from './newsroom.ts';
import { createTestPage } from './test-page.ts';

/** A wire whose answers wait as long as it is held. */
function createHeldWire(wire: Wire) {
  let held: Array<() => void> | undefined;
  return {
    hold: () => void (held = []),
    release: () => {
      const waiting = held ?? [];
      held = undefined;
      for (const deliver of waiting) deliver();
    },
    wire: {
      ...wire,
      connect: (handlers, discovery) => {
        const frames = (message: unknown) => (held ? void held.push(() => handlers.frames(message)) : handlers.frames(message));
        return wire.connect({ ...handlers, frames }, discovery);
      },
    } satisfies Wire,
  };
}

/** Tokens that are good as long as the secret is the one they were made with. */
function createTokens(secret: () => number): Tokens {
  return {
    issue: async (identity) => JSON.stringify({ secret: secret(), identity }),
    verify: async (auth) => {
      const token = JSON.parse(auth) as { secret: number; identity: Identity };
      if (token.secret !== secret()) throw new Refusal('auth', 'auth: of another secret', { retry: 0 });
      return token.identity;
    },
  };
}

describe('[HS4] two tabs of one device, where a browser has no locks', () => {
  it('of which each was given an identity come to one, and what was written under the other is sent', async () => {
    const { time, core, reader } = createNewsroom();
    const store = createMemoryStore();
    const page = createTestPage();
    const late = createHeldWire(createMemoryWire(core));
    const one = reader({ store, page }).thread('cho-dem');
    const other = reader({ store, wire: late.wire }).thread('cho-dem');
    await time.pass(5_000);
    late.hold();
    other.add(words('một'));
    await time.pass(1_000);
    one.add(words('hai'));
    await time.pass(1_000);
    page.set({ online: false });
    one.add(words('ba'));
    await time.pass(1_000);
    late.release();
    await time.pass(5_000);
    page.set({ online: true });
    await time.pass(60_000);
    expect(one.roots.map(({ text, sending }) => [text, sending]).sort()).toEqual([
      ['ba', undefined],
      ['hai', undefined],
      ['một', undefined],
    ]);
  });

  it('that learn one after the other that their token is no good come to one new identity, and neither loses what the other wrote', async () => {
    let secret = 1;
    const { time, core, reader } = createNewsroom({ tokens: createTokens(() => secret) });
    const store = createMemoryStore();
    const [onePage, otherPage] = [createTestPage(), createTestPage()];
    const late = createHeldWire(createMemoryWire(core));
    const one = reader({ store, page: onePage }).thread('cho-dem');
    const other = reader({ store, page: otherPage, wire: late.wire }).thread('cho-dem');
    one.add(words('một'));
    await time.pass(5_000);
    secret = 2;
    for (const page of [onePage, otherPage]) page.set({ online: false });
    // The other one is told too, and hears of it late.
    late.hold();
    otherPage.set({ online: true });
    await time.pass(6_000);
    onePage.set({ online: true });
    one.add(words('hai'));
    await time.pass(2_000);
    onePage.set({ online: false });
    one.add(words('ba'));
    await time.pass(100);
    late.release();
    other.add(words('bốn'));
    await time.pass(10_000);
    onePage.set({ online: true });
    await time.pass(60_000);
    expect(one.roots.map(({ text, sending }) => [text, sending]).sort()).toEqual([
      ['ba', undefined],
      ['bốn', undefined],
      ['hai', undefined],
      ['một', undefined],
    ]);
    const later = one.roots.filter(({ text }) => text !== 'một');
    expect(new Set(later.map(({ author }) => author.id)).size).toBe(1);
  });
});

import { createRounds } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../setup/virtual-time.ts';

describe('rounds', () => {
  const begin = (offset: { ms: number } = { ms: 0 }) => {
    const time = createVirtualTime(0);
    const called: Array<readonly [string, number]> = [];
    const clock = { now: () => time.now() + offset.ms };
    const rounds = createRounds<string>(100, (member) => called.push([member, time.now()]), { clock, timers: time });
    return { time, called, rounds };
  };

  it('call each member once a span, counted from when it came', async () => {
    const { time, called, rounds } = begin();
    rounds.enter('lan');
    await time.pass(30);
    rounds.enter('mai');
    await time.pass(200);
    expect(called).toEqual([
      ['lan', 100],
      ['mai', 130],
      ['lan', 200],
      ['mai', 230],
    ]);
  });

  it('leave out who left, and begin again after everybody had', async () => {
    const { time, called, rounds } = begin();
    rounds.enter('lan');
    rounds.enter('mai');
    rounds.leave('lan');
    await time.pass(100);
    rounds.leave('mai');
    await time.pass(1_000);
    rounds.enter('lan');
    await time.pass(100);
    expect(called).toEqual([
      ['mai', 100],
      ['lan', 1_200],
    ]);
  });

  it('go on within a span after the clock was set back', async () => {
    const offset = { ms: 0 };
    const { time, called, rounds } = begin(offset);
    rounds.enter('lan');
    await time.pass(50);
    offset.ms = -86_400_000;
    await time.pass(60);
    expect(called).toEqual([['lan', 100]]);
  });
});

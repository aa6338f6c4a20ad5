import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClock } from '../../examples/newspaper/src/moving-clock.ts';
import { dateLine, dayOf, readDay, shiftDay, stampOf } from '../../examples/newspaper/src/paper-day.ts';
import { freshFolder } from './stand.ts';

const FIRST = Date.parse('2020-10-22T08:00:00Z');
const HOUR = 3_600_000;

describe('the paper’s clock', () => {
  it('reads 22 October 2020, 15:00 in Hà Nội at its first start, and moves on from there', () => {
    let machine = Date.parse('2026-03-01T10:00:00Z');
    const clock = openClock(freshFolder(), () => machine);
    expect(clock.now()).toBe(FIRST);
    machine += 90_000;
    expect(clock.now()).toBe(FIRST + 90_000);
  });

  it('goes on while the paper is stopped', () => {
    const data = freshFolder();
    openClock(data, () => 1_000);
    expect(openClock(data, () => 1_000 + 5 * HOUR).now()).toBe(FIRST + 5 * HOUR);
  });

  it('never goes back: not when the machine’s clock is set back, and not after a restart with it set back', () => {
    const data = freshFolder();
    let machine = 10 * HOUR;
    const clock = openClock(data, () => machine);
    machine = 12 * HOUR;
    expect(clock.now()).toBe(FIRST + 2 * HOUR);
    machine = 3 * HOUR;
    expect(clock.now()).toBe(FIRST + 2 * HOUR);
    const later = openClock(data, () => machine);
    expect(later.now()).toBe(FIRST + 2 * HOUR);
    machine += HOUR;
    expect(later.now()).toBe(FIRST + 3 * HOUR);
  });

  it('says which file it cannot read', () => {
    const data = freshFolder();
    writeFileSync(join(data, 'clock.json'), '{"offset": 1');
    expect(() => openClock(data)).toThrow(/clock\.json cannot be read/);
  });
});

describe('the paper’s days', () => {
  it('are Hà Nội’s, whatever the machine’s time zone is', () => {
    expect(dayOf(Date.parse('2020-10-14T16:59:59Z'))).toBe('2020-10-14');
    expect(dayOf(Date.parse('2020-10-14T17:00:00Z'))).toBe('2020-10-15');
    expect(stampOf(Date.parse('2020-10-15T05:12:00Z'))).toBe('15/10/2020 12:12');
    expect(dateLine(FIRST)).toBe('Hà Nội, thứ năm, ngày 22-10-2020');
    expect(dateLine(Date.parse('2020-10-24T17:00:00Z'))).toBe('Hà Nội, chủ nhật, ngày 25-10-2020');
  });

  it('go over ends of months, and are read only where the calendar has them', () => {
    expect(shiftDay('2020-03-01', -1)).toBe('2020-02-29');
    expect(readDay('2020', '2', '29')).toBe('2020-02-29');
    expect(readDay('2021', '02', '29')).toBeUndefined();
    expect(readDay('2020', '', '')).toBeUndefined();
    expect(readDay('2020', '1.5', '1')).toBeUndefined();
    expect(readDay('2020', '1', '-1')).toBeUndefined();
  });
});

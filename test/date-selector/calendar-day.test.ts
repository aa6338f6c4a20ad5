import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addToDay, weekEnds, weeksOfMonth } from '../../packages/date-selector/src/calendar-day.ts';
import { clampDay } from '../../packages/date-selector/src/day-limits.ts';
import { isoDay, partsOf, weekdayOf } from '../../packages/date-selector/src/day-parts.ts';
import { dayAt, startOfDay } from '../../packages/date-selector/src/day-time.ts';
import { isIsoDay } from '../../packages/date-selector/src/iso-day.ts';
import { DAYS, dayNumber } from './day-number.ts';

const anyIndex = fc.integer({ min: 0, max: DAYS.length - 1 });
const anyDay = anyIndex.map((index) => DAYS[index] as string);

describe('addToDay', () => {
  it('moves by days as counting them does, from 1900 to 2100', () => {
    fc.assert(
      fc.property(anyIndex, anyIndex, (from, to) => {
        expect(addToDay(DAYS[from] as string, 'days', to - from)).toBe(DAYS[to]);
      }),
    );
  });

  it('moves by months to the same number, or to the month’s last day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -120, max: 120 }), (day, amount) => {
        const { year, month, day: date } = partsOf(day);
        const months = year * 12 + month - 1 + amount;
        const wanted = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
        const moved = addToDay(day, 'months', amount);
        expect(moved.slice(0, 7)).toBe(wanted);
        if (partsOf(moved).day !== date) {
          expect(partsOf(moved).day).toBeLessThan(date);
          expect(addToDay(moved, 'days', 1).slice(8)).toBe('01');
        }
      }),
    );
  });

  it.each([
    ['2021-01-31', 1, '2021-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2020-03-31', -1, '2020-02-29'],
    ['2020-12-31', 2, '2021-02-28'],
  ])('[18] [19] keeps the last day of a month: %s and %i months is %s', (day, months, wanted) => {
    expect(addToDay(day, 'months', months)).toBe(wanted);
  });

  it('stays where the years have no four digits', () => {
    expect(addToDay('9999-12-31', 'days', 1)).toBe('9999-12-31');
    expect(addToDay('0001-01-01', 'months', -1)).toBe('0001-01-01');
  });
});

describe('weekdays and months', () => {
  it('knows every day’s weekday from 1900 to 2100', () => {
    // 1 March of the year 0 was a Wednesday.
    for (const day of DAYS) if (weekdayOf(day) !== (dayNumber(day) + 3) % 7) expect.fail(day);
    expect(weekdayOf('2020-10-22')).toBe(4);
  });

  it('finds both ends of a day’s week, whatever day a week starts on', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 6 }), (day, start) => {
        const { first, last } = weekEnds(day, start);
        expect(weekdayOf(first)).toBe(start);
        expect(dayNumber(last) - dayNumber(first)).toBe(6);
        expect(first <= day && day <= last).toBe(true);
      }),
    );
  });

  it('always gives a month six weeks of seven places, each day once and under its weekday', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(0, 1), (day, start) => {
        const month = day.slice(0, 7);
        const weeks = weeksOfMonth(month, start);
        expect(weeks.length).toBe(6);
        for (const week of weeks) {
          expect(week.length).toBe(7);
          week.forEach((one, place) => expect(one === '' || weekdayOf(one) === (start + place) % 7).toBe(true));
        }
        expect(weeks.flat().filter(Boolean)).toEqual(DAYS.filter((one) => one.startsWith(month)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('days', () => {
  it('are those that exist, written as yyyy-mm-dd', () => {
    const there = new Set(DAYS);
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: -1, max: 14 }), fc.integer({ min: -1, max: 33 }), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        expect(isoDay(year, month, day)).toBe(there.has(text) ? text : undefined);
        expect(isIsoDay(text)).toBe(there.has(text));
      }),
    );
    for (const text of ['', '2020-1-1', '2020-02-30', '1900-02-29', '0000-01-01', '2020-10-22T00:00', ' 2020-10-22', '12020-10-22', 'hôm nay'])
      expect(isIsoDay(text)).toBe(false);
    for (const text of ['2000-02-29', '0001-01-01', '9999-12-31']) expect(isIsoDay(text)).toBe(true);
  });

  it('are kept within limits', () => {
    expect(clampDay('2020-01-01', { min: '2020-02-01', max: '2020-03-01' })).toBe('2020-02-01');
    expect(clampDay('2020-04-01', { min: '2020-02-01', max: '2020-03-01' })).toBe('2020-03-01');
    expect(clampDay('2020-04-01', { min: '', max: '' })).toBe('2020-04-01');
  });

  it('begin at the paper’s midnight, wherever the reader is', () => {
    expect(startOfDay('2019-05-01', 420)).toBe(1_556_643_600_000);
    expect(dayAt(1_556_643_600_000, 420)).toBe('2019-05-01');
    expect(dayAt(1_556_643_599_999, 420)).toBe('2019-04-30');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -840, max: 840 }), (day, offset) => {
        expect(dayAt(startOfDay(day, offset), offset)).toBe(day);
      }),
    );
  });
});

describe('the reader’s own time zone', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is never asked for', () => {
    const asked = ['getDate', 'getDay', 'getMonth', 'getFullYear', 'getHours', 'setDate', 'setMonth', 'setFullYear', 'setHours'] as const;
    const spies = asked.map((name) => vi.spyOn(Date.prototype, name));
    addToDay('2020-01-31', 'months', 1);
    addToDay('2020-01-31', 'days', 1);
    weeksOfMonth('2020-10', 1);
    weekEnds('2020-10-22', 1);
    dayAt(startOfDay('2020-10-22', 420), 420);
    // UTCDateMini overrides the local names with UTC ones, so only a plain Date would be caught here.
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTyped, readWholeDate } from '../../packages/date-selector/src/read-date.ts';
import { DAYS } from './day-number.ts';

const none = { min: '', max: '' };
const typed = (day: string, month: string, year: string) => ({ day, month, year });
const faultOf = (day: string, month: string, year: string, limits = none) => {
  const reading = readTyped(typed(day, month, year), limits);
  return 'fault' in reading ? [reading.fault.kind, ...reading.fault.parts] : [];
};

describe('[32] a pasted date', () => {
  it.each([
    '17/2/2007',
    '17-02-2007',
    '17.2.2007',
    '17022007',
    '2007-02-17',
    '17 tháng 2 năm 2007',
    'ngày 17/2/2007',
    '  ngày 17 tháng 2 năm 2007\n',
    'Thứ bảy, ngày 17-2-2007',
    'THỨ BẢY, 17 THÁNG 2, 2007',
    '17 / 2 / 2007',
    '2007/2/17',
    '１７/２/２００７',
    '20070217',
  ])('is read from %j, in composed and decomposed letters', (text) => {
    for (const form of [text.normalize('NFC'), text.normalize('NFD')]) {
      const parts = readWholeDate(form);
      expect(parts && readTyped(parts, none)).toEqual({ day: '2007-02-17' });
    }
  });

  it('is whatever the calendar’s own words say of a day', () => {
    expect(readWholeDate('Chủ nhật, 25 tháng 10, 2020')).toEqual(typed('25', '10', '2020'));
  });

  it.each(['', '17', '17/2', '17/2/2007/1', '17 February 2007', 'abc', '1702', '170220071', '17/Feb/2007', '123/2/2007', '17/2/20070', '17:2:2007'])(
    'is not read from %j',
    (text) => expect(readWholeDate(text)).toBeUndefined(),
  );

  it('is read whole or not at all, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parts = readWholeDate(text);
        if (parts) expect(Object.values(parts).every((part) => /^\d{1,4}$/.test(part))).toBe(true);
      }),
    );
  });

  it('that does not exist is read all the same, so that its fault can be told', () => {
    expect(readWholeDate('31/2/2024')).toEqual(typed('31', '2', '2024'));
  });
});

describe('typed parts', () => {
  it('are a day, with or without zeros, for every day from 1900 to 2100', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DAYS), fc.boolean(), (day, zeros) => {
        const [y = '', m = '', d = ''] = day.split('-');
        const bare = (text: string) => (zeros ? text : String(Number(text)));
        expect(readTyped(typed(bare(d), bare(m), y), none)).toEqual({ day });
      }),
    );
  });

  it('tell their faults in this order: empty, incomplete, short year, impossible, out of range', () => {
    const limits = { min: '2020-01-01', max: '2020-10-22' };
    expect(faultOf('', ' ', '', limits)).toEqual(['empty', 'day', 'month', 'year']);
    expect(faultOf('31', '', '7', limits)).toEqual(['incomplete', 'month']);
    expect(faultOf('', '', '7', limits)).toEqual(['incomplete', 'day', 'month']);
    expect(faultOf('31', '2', '7', limits)).toEqual(['short-year', 'year']);
    expect(faultOf('31', '2', '2024', limits)).toEqual(['impossible', 'day']);
    expect(faultOf('28', '2', '2024', limits)).toEqual(['out-of-range', 'day', 'month', 'year']);
    expect(faultOf('31', '12', '2019', limits)).toEqual(['out-of-range', 'day', 'month', 'year']);
    expect(faultOf('1', '1', '2020', limits)).toEqual([]);
    expect(faultOf('22', '10', '2020', limits)).toEqual([]);
  });

  it.each([
    ['31', '2', '2024', 'day'],
    ['29', '2', '2023', 'day'],
    ['31', '4', '2020', 'day'],
    ['32', '4', '2020', 'day'],
    ['0', '4', '2020', 'day'],
    ['x', '4', '2020', 'day'],
    ['10', '13', '2020', 'month'],
    ['10', '0', '2020', 'month'],
    ['1', '1', '0000', 'year'],
  ])('[38] mark the part to mend: %s/%s/%s has a wrong %s', (day, month, year, part) => {
    expect(faultOf(day, month, year)).toEqual(['impossible', part]);
  });

  it('mark every part that is wrong', () => {
    expect(faultOf('40', '13', '2020')).toEqual(['impossible', 'day', 'month']);
  });
});

import { describe, expect, it } from 'vitest';
import { readHrefTemplate } from '../../packages/date-selector/src/href-template.ts';

const PAGE = 'https://bao.example/van-hoa/bai.html';
const read = (template: string, offset = 420) => readHrefTemplate(template, offset, PAGE);

function hrefOf(template: string, day: string, offset?: number): string {
  const reading = read(template, offset);
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.href(day);
}

function problemOf(template: string): string {
  const reading = read(template);
  return 'problem' in reading ? reading.problem : '';
}

describe('an address with tokens', () => {
  it('takes a day’s numbers with and without zeros', () => {
    expect(hrefOf('/tin-theo-ngay/{yyyy}/{mm}/{dd}', '2007-02-07')).toBe('/tin-theo-ngay/2007/02/07');
    expect(hrefOf('https://bao.example/{d}-{m}-{yyyy}.html?ngay={iso}', '2007-02-07')).toBe('https://bao.example/7-2-2007.html?ngay=2007-02-07');
  });

  it('takes the seconds at which the day starts and ends at the paper’s offset', () => {
    expect(hrefOf('/tim?tu={from-unix}&den={to-unix}', '2019-05-01')).toBe('/tim?tu=1556643600&den=1556729999');
    expect(hrefOf('/tim?tu={from-unix}', '2019-05-01', 0)).toBe('/tim?tu=1556668800');
  });

  it('may use a token twice', () => {
    expect(hrefOf('/{yyyy}/{iso}?nam={yyyy}', '2020-10-22')).toBe('/2020/2020-10-22?nam=2020');
  });

  it('may be relative, and anything that leads to http(s)', () => {
    for (const good of ['/{iso}', '?ngay={iso}', '{iso}.html', '//cdn.bao.example/{iso}', 'http://bao.example/{iso}', '#{iso}'])
      expect(problemOf(good)).toBe('');
  });

  it.each([
    'javascript:alert({dd})',
    'JavaScript:alert({dd})',
    ' javascript:alert({dd})',
    'java\nscript:alert({dd})',
    'data:text/html,{iso}',
    'mailto:{iso}@bao.example',
    'blob:{iso}',
    'http://[{iso}',
  ])('is refused when it leads elsewhere: %j', (bad) => expect(problemOf(bad)).toContain('no http(s) address'));

  it('is refused with an unknown token, and says which there are', () => {
    expect(problemOf('/{yyyy}/{day}')).toMatch(/\{day\} is no token.*\{from-unix\}/);
    for (const name of ['', 'YYYY', 'constructor', 'toString', '__proto__']) expect(problemOf(`/{iso}/{${name}}`)).toContain('is no token');
  });

  it('is refused without a token', () => {
    expect(problemOf('/tin-theo-ngay')).toContain('no token for the day');
  });
});

import { describe, expect, it } from 'vitest';
import { formatDate } from './format-date.ts';

const MOMENT = new Date('2014-02-18T06:39:42Z');
const LATER = { now: new Date('2014-03-10T12:00:00Z'), timeZone: 'UTC' };

describe('formatDate', () => {
  it.each([
    ['{date_num}', '2014-02-18'],
    ['{date}', 'February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{date_pretty}', 'February 18th, 2014'],
    ['{time}', '6:39 AM'],
    ['{time_secs}', '6:39:42 AM'],
    ['{ago}', '20 days ago'],
    ['at {time}, {date_num}', 'at 6:39 AM, 2014-02-18'],
    ['{constructor} {unknown} {', '{constructor} {unknown} {'],
  ])('fills in %s', (format, shown) => {
    expect(formatDate(MOMENT, format, LATER)).toBe(shown);
  });

  it.each([
    ['2014-02-17T23:00:00Z', 'tomorrow'],
    ['2014-02-18T23:59:59Z', 'today'],
    ['2014-02-19T00:00:00Z', 'yesterday'],
    ['2014-02-20T00:00:00Z', 'Feb 18, 2014'],
  ])('names the day as a reader at %s does', (now, shown) => {
    expect(formatDate(MOMENT, 'on {date_short_pretty}', { now: new Date(now), timeZone: 'UTC' })).toBe(`on ${shown}`);
  });

  it('begins with an upper-case character', () => {
    expect(formatDate(MOMENT, '{date_short_pretty} {time}', { now: MOMENT, timeZone: 'UTC' })).toBe('Today 6:39 AM');
  });

  it("uses the reader's time zone, for the day too", () => {
    const reader = { now: MOMENT, timeZone: 'America/Los_Angeles' };
    expect(formatDate(MOMENT, '{date_num} {time}', reader)).toBe('2014-02-17 10:39 PM');
    expect(formatDate(MOMENT, '{date_pretty}', reader)).toBe('Today');
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [11, '11th'],
    [22, '22nd'],
  ])('writes day %i as %s', (day, ordinal) => {
    const moment = new Date(Date.UTC(2014, 0, day));
    expect(formatDate(moment, '{date}', LATER)).toBe(`January ${ordinal}, 2014`);
  });
});

import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

describe('parseTimestamp', () => {
  it.each([
    ['Java’s date', 'Fri Nov 01 06:14:33 UTC 2024', '2024-11-01T06:14:33.000Z'],
    ['seconds as text', '1446744188.595', '2015-11-05T17:23:08.595Z'],
    ['seconds as a number', 1446744188, '2015-11-05T17:23:08.000Z'],
    ['milliseconds', 1446744188595, '2015-11-05T17:23:08.595Z'],
    ['ISO 8601', '2016-06-30T22:06:31Z', '2016-06-30T22:06:31.000Z'],
  ])('reads %s', (_name, value, iso) => {
    expect(parseTimestamp(value)?.toISOString()).toBe(iso);
  });

  it.each([null, undefined, '', 'soon', 'Fri Foo 99 06:14:33 UTC 2024', '2024-99-99T00:00:00Z', {}, true, Number.NaN])(
    'returns undefined for %j',
    (value) => {
      expect(parseTimestamp(value)).toBeUndefined();
    },
  );
});

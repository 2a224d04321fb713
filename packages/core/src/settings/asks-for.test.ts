import { expect, it } from 'vitest';
import { asksFor } from './asks-for.ts';

it.each([
  [undefined, ['failed'], true],
  [['failed'], ['failed'], true],
  [['failed'], ['recovered', 'succeeded'], false],
  [['recovered'], ['recovered', 'succeeded'], true],
  [[], ['failed'], false],
  [[], [], true],
])('asksFor, with the statuses %j, returns for an event that has %j: %s', (statuses, ofEvent, expected) => {
  expect(asksFor({ statuses }, ofEvent)).toBe(expected);
});

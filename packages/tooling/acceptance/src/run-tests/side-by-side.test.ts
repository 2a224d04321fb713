import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('does every piece of work once and keeps the order of the items, whichever ends first', async () => {
  const begun: number[] = [];
  const results = await sideBySide([30, 10, 20, 0], async (milliseconds) => {
    begun.push(milliseconds);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return milliseconds * 2;
  });
  expect(begun).toEqual([30, 10, 20, 0]);
  expect(results).toEqual([60, 20, 40, 0]);
});

import { expect, it } from 'vitest';
import { costGrowth } from './cost-growth.ts';

/** Calls a function so often, which the engine cannot leave out. */
function work(times: number): void {
  let sum = 0;
  for (let n = 0; n < times; n += 1) sum = Math.imul(sum ^ n, 0x9e3779b1);
  expect(sum).toBeTypeOf('number');
}

it('costGrowth tells a cost that grows with the square of the length from one in proportion to it', () => {
  expect(costGrowth((length) => work(length * 500))).toBeLessThan(3);
  expect(costGrowth((length) => work((length * length) / 4))).toBeGreaterThan(5);
});

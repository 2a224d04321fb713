import { expect, it } from 'vitest';
import { createEnqueued } from './enqueued.ts';

const MINUTE_MS = 60_000;

it('createEnqueued remembers an identity for four minutes after it was first enqueued', () => {
  let time = 0;
  const enqueued = createEnqueued(() => time);
  expect(enqueued.has(['codedeploy', 'd-1'])).toBe(false);
  enqueued.add(['codedeploy', 'd-1']);
  time = 3 * MINUTE_MS;
  enqueued.add(['codedeploy', 'd-1']);
  expect(enqueued.has(['codedeploy', 'd-1'])).toBe(true);
  expect(enqueued.has(['codedeploy', 'd-2'])).toBe(false);
  time = 4 * MINUTE_MS;
  expect(enqueued.has(['codedeploy', 'd-1'])).toBe(false);
});

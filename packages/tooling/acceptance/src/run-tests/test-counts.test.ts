import { describe, expect, it } from 'vitest';
import { addCounts, NO_TESTS, STEP_FAILED, terraformCounts, vitestCounts, withStatus } from './test-counts.ts';

describe('addCounts', () => {
  it('sums up the tests of all runners', () => {
    expect(addCounts([{ passed: 2, failed: 0 }, NO_TESTS, STEP_FAILED])).toEqual({ passed: 2, failed: 1 });
  });
});

describe('withStatus', () => {
  it('adds a failure when a runner failed although none of its tests did', () => {
    expect(withStatus(false, { passed: 2, failed: 0 })).toEqual({ passed: 2, failed: 1 });
  });

  it('leaves the counts alone when they say already that the runner failed, or it did not', () => {
    expect(withStatus(false, { passed: 2, failed: 3 })).toEqual({ passed: 2, failed: 3 });
    expect(withStatus(true, { passed: 2, failed: 0 })).toEqual({ passed: 2, failed: 0 });
  });
});

describe('vitestCounts', () => {
  it('takes a report that was not written for a failure', async () => {
    expect(await vitestCounts('/does/not/exist.json')).toEqual({ passed: 0, failed: 1 });
  });
});

describe('terraformCounts', () => {
  it('reads the closing line of terraform test', () => {
    expect(terraformCounts('tests/a.tftest.hcl... pass\n\nSuccess! 4 passed, 0 failed.\n')).toEqual({
      passed: 4,
      failed: 0,
    });
    expect(terraformCounts('Failure! 3 passed, 1 failed, 2 skipped.')).toEqual({ passed: 3, failed: 1 });
  });

  it('takes output without a closing line for a failure', () => {
    expect(terraformCounts('Error: no provider')).toEqual({ passed: 0, failed: 1 });
  });
});

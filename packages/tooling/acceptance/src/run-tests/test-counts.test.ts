import { describe, expect, it } from 'vitest';
import { add, stepCounts, terraformCounts, vitestCounts } from './test-counts.ts';

describe('the counts of a run', () => {
  it('are summed over all runners', () => {
    expect(add([{ passed: 2, failed: 0 }, stepCounts(true), stepCounts(false)])).toEqual({ passed: 2, failed: 1 });
  });

  it('take a report that was not written for a failure', async () => {
    expect(await vitestCounts('/does/not/exist.json')).toEqual({ passed: 0, failed: 1 });
  });

  it('are read off the closing line of terraform test', () => {
    expect(terraformCounts('tests/a.tftest.hcl... pass\n\nSuccess! 4 passed, 0 failed.\n')).toEqual({
      passed: 4,
      failed: 0,
    });
    expect(terraformCounts('Failure! 3 passed, 1 failed, 2 skipped.')).toEqual({ passed: 3, failed: 1 });
    expect(terraformCounts('Error: no provider')).toEqual({ passed: 0, failed: 1 });
  });
});

import { readFile } from 'node:fs/promises';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NO_TESTS: Counts = { passed: 0, failed: 0 };

export function add(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    NO_TESTS,
  );
}

/** What vitest's JSON reporter wrote; a report that is missing is a runner that broke, which is a failure. */
export async function vitestCounts(report: string): Promise<Counts> {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    console.error(`${report} was not written: its tests did not run to their end.`);
    return { passed: 0, failed: 1 };
  }
}

/** The closing line of `terraform test`, such as `Success! 4 passed, 0 failed.` */
export function terraformCounts(output: string): Counts {
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return passed === undefined ? { passed: 0, failed: 1 } : { passed: Number(passed), failed: Number(failed) };
}

/** A step without tests of its own counts only when it fails. */
export function stepCounts(ok: boolean): Counts {
  return ok ? NO_TESTS : { passed: 0, failed: 1 };
}

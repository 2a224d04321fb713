import { readFile } from 'node:fs/promises';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NO_TESTS: Counts = { passed: 0, failed: 0 };
/** A step without tests of its own counts as one failure when it fails. */
export const STEP_FAILED: Counts = { passed: 0, failed: 1 };

export function addCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    NO_TESTS,
  );
}

/** Returns the counts, with a failure among them when the runner that reported them failed and its reports do not say so. */
export function withStatus(ok: boolean, counts: Counts): Counts {
  return ok || counts.failed > 0 ? counts : addCounts([counts, STEP_FAILED]);
}

/** Reads the counts that vitest's JSON reporter wrote. A runner that wrote no report broke, which is a failure. */
export async function vitestCounts(report: string): Promise<Counts> {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    console.error(`${report} was not written: its tests did not run to their end.`);
    return STEP_FAILED;
  }
}

/** Reads the counts off the closing line of `terraform test`, such as `Success! 4 passed, 0 failed.` */
export function terraformCounts(output: string): Counts {
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return passed === undefined ? STEP_FAILED : { passed: Number(passed), failed: Number(failed) };
}

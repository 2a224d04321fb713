import { type Counts, NO_TESTS, STEP_FAILED } from './test-counts.ts';

/** What a step comes to: its tests, and its output, which is shown when it failed. */
export interface Outcome {
  readonly counts: Counts;
  readonly output: string;
}

// Ctrl-C ends the process of the running step too; this process goes on to its end, to remove what it made.
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped = true;
  });
}

/** Runs a step and resolves with its tests; its lines stay together, whatever runs beside it. After Ctrl-C no step begins. */
export async function step(title: string, check: () => Promise<Outcome>): Promise<Counts> {
  if (stopped) return STEP_FAILED;
  console.log(`▸ ${title}`);
  const begin = Date.now();
  const { counts, output } = await check().catch((error: Error) => ({ counts: STEP_FAILED, output: error.message }));
  const seconds = Math.round((Date.now() - begin) / 1_000);
  const tests = counts === NO_TESTS ? '' : `: ${counts.passed} passed, ${counts.failed} failed`;
  const isGood = counts.failed === 0;
  console.log(`${isGood ? '' : `${output.trim()}\n`}${isGood ? '✓' : '✗'} ${title} (${seconds} s)${tests}`);
  return counts;
}

import fc from 'fast-check';

const { FUZZ_RUNS, FUZZ_SEED } = process.env;
const isLong = FUZZ_RUNS !== undefined;
/** A few hundred cases, the same in every test run; `pnpm fuzz` plays many more, others each time. */
const runs = Number(FUZZ_RUNS ?? 300);
const seed = Number(FUZZ_SEED ?? (isLong ? Date.now() % 2 ** 31 : 1));

/** The timeout of a test that fuzzes, only to end what hangs. */
export const FUZZ_TIMEOUT_MS = Math.max(120_000, runs * 200);

/** Plays generated cases. Rejects for one that fails, as small as it gets, with its seed; a long run prints how many there were. */
export async function fuzz<Case>(
  what: string,
  cases: fc.Arbitrary<Case>,
  play: (one: Case) => Promise<void>,
): Promise<void> {
  let played = 0;
  let slowestMs = 0;
  const property = fc.asyncProperty(cases, async (one) => {
    played += 1;
    const begin = performance.now();
    await play(one);
    slowestMs = Math.max(slowestMs, performance.now() - begin);
  });
  await fc.assert(property, { numRuns: runs, seed, asyncReporter: report });
  if (isLong) {
    console.log(`Fuzzed ${what}: ${played} cases, seed ${seed}, the slowest took ${Math.round(slowestMs)} ms`);
  }
}

/**
 * Throws for a failed run. Of a case with giant texts the error holds the beginning only: its seed and path reproduce
 * it.
 */
async function report<Values>(details: fc.RunDetails<Values>): Promise<void> {
  if (details.failed)
    throw new Error((fc.defaultReportMessage(details) ?? '').slice(0, 5_000), { cause: details.errorInstance });
}

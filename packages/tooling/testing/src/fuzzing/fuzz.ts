import fc from 'fast-check';

const { FUZZ_RUNS, FUZZ_SEED } = process.env;
const isLong = FUZZ_RUNS !== undefined;
/** A few hundred cases, the same in every test run; many others for `pnpm fuzz`. */
const runs = Number(FUZZ_RUNS ?? 300);
const seed = Number(FUZZ_SEED ?? (isLong ? Date.now() % 2 ** 31 : 1));

/** Milliseconds, only to end what hangs. */
export const FUZZ_TIMEOUT_MS = Math.max(120_000, runs * 200);

/** Plays any number of cases and says how many they were; a failing one is told with its seed, made as small as it gets. */
export async function fuzz<Case>(
  what: string,
  cases: fc.Arbitrary<Case>,
  play: (one: Case) => Promise<void>,
): Promise<void> {
  let played = 0;
  let slowest = 0;
  const property = fc.asyncProperty(cases, async (one) => {
    played += 1;
    const begin = performance.now();
    await play(one);
    slowest = Math.max(slowest, performance.now() - begin);
  });
  await fc.assert(property, { numRuns: runs, seed, asyncReporter: report });
  if (isLong) {
    console.log(`Fuzzed ${what}: ${played} cases, seed ${seed}, the slowest took ${Math.round(slowest)} ms`);
  }
}

/** Of a case with giant texts only the beginning is told: its seed and path give it again. */
async function report<Values>(details: fc.RunDetails<Values>): Promise<void> {
  if (details.failed)
    throw new Error((fc.defaultReportMessage(details) ?? '').slice(0, 5_000), { cause: details.errorInstance });
}

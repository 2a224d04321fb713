/** How long a cold start waits for a warm-up: the first event is worth more. */
const WARM_UP_TIMEOUT_MS = 2_000;

/**
 * Does the work of a warm-up while the function initializes, which Lambda does with a whole processor; the first event has
 * the share of one that the function's memory buys. Resolves when the work has ended, whether well or not, and after two
 * seconds at the latest, which the signal reports to what is still at work.
 */
export async function warmUp(work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    controller.abort();
    late.resolve();
  }, WARM_UP_TIMEOUT_MS);
  await Promise.race([attempt(() => work(controller.signal)), late.promise]);
  clearTimeout(timer);
}

/** Whatever goes wrong while it is rehearsed says nothing of an event that will come, which reports it itself. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {}
}

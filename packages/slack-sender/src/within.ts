/**
 * The call's result, or a rejection after `milliseconds` at the latest. The signal ends an attempt; the race ends the
 * pauses that the AWS SDK makes between its attempts, which heed no signal.
 */
export async function within<T>(milliseconds: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`no answer within ${milliseconds} ms`);
    controller.abort(error);
    late.reject(error);
  }, milliseconds);
  try {
    return await Promise.race([call(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

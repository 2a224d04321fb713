/**
 * What every SDK client of the functions is made with. The SDK waits for ever by default; a function that must say
 * what it could not learn needs an answer, or a failure, well before its own timeout. Milliseconds.
 * Source: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-timeouts.html
 */
export const CLIENT_CONFIG = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
} as const;

/** The call, of which at most `most` run side by side; the others wait their turn, in the order in which they came. */
export function limited<Args extends unknown[], Result>(
  most: number,
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let free = most;
  const waiting: (() => void)[] = [];
  const turn = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const over = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (...args) => {
    await turn();
    return call(...args).finally(over);
  };
}

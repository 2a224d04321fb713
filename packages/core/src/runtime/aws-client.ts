import type { Metrics } from './metrics.ts';
import { isThrottled } from './reading.ts';

/**
 * The configuration that every SDK client of the functions is made with; times are milliseconds. The SDK waits for ever by
 * default, and a function that has to say why a read failed needs an answer or an error well before its own timeout.
 * Source: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-timeouts.html
 */
export const CLIENT_CONFIG = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
} as const;

/** What a middleware needs of a client of the SDK, whose own types differ by service. */
export interface Stacked {
  readonly middlewareStack: {
    add(middleware: never, options: never): void;
  };
}

/** The next middleware in the SDK's stack. */
export type Next = (args: object) => Promise<object>;

/** Returns the client, which from now on counts every try that AWS throttles. */
export function countThrottled<Client extends Stacked>(client: Client, metrics: Metrics): Client {
  const count = (next: Next) => async (args: object) => {
    try {
      return await next(args);
    } catch (error) {
      if (isThrottled(error)) metrics({ ThrottledReads: 1 });
      throw error;
    }
  };
  // Within the SDK's own retries, which are of the same step with a high priority.
  const place = { step: 'finalizeRequest', priority: 'low', name: 'countThrottled' };
  client.middlewareStack.add(count as never, place as never);
  return client;
}

/**
 * Returns a function that makes the same call, at most `most` of them side by side; further calls begin in the order in
 * which they came.
 */
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

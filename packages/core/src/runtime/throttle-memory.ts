import type { Next, Stacked } from './aws-client.ts';
import { isThrottled, ThrottledError } from './reading.ts';

/** How many tries AWS may refuse before an action rests: enough for a refusal that was a moment's bad luck. */
const MOST_REFUSALS = 3;

/** How long an action rests, and how long a refusal counts: longer than the pauses within the search for one event. */
const REST_MS = 10_000;

/** What is remembered of one action of one service in one region. */
interface Throttling {
  // biome-ignore lint/plugin: counts
  refusals: number;
  // biome-ignore lint/plugin: each refusal sets it
  refusedAt: number;
  /** How many tries AWS has not answered yet. */
  // biome-ignore lint/plugin: counts
  open: number;
}

/**
 * Returns the client, which from now on remembers for some seconds which actions AWS throttles. Once one try was
 * refused, only so many more run as may still be refused, three together; after them each call of that action fails at
 * once with a `ThrottledError`, which the SDK does not try again. The account's other programs share its quotas, which
 * AWS counts by action: one that rests costs no read of another.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-api-action-throttling-general
 */
export function rememberThrottling<Client extends Stacked>(
  client: Client,
  elapsed: () => number = () => performance.now(),
): Client {
  const actions = new Map<string | undefined, Throttling>();

  const spare =
    (next: Next, { commandName }: { readonly commandName?: string }) =>
    async (args: object) => {
      const action = actions.get(commandName) ?? { refusals: 0, refusedAt: 0, open: 0 };
      actions.set(commandName, action);
      forgetOld(action, elapsed());
      if (action.refusals > 0 && action.refusals + action.open >= MOST_REFUSALS) throw new ThrottledError();
      action.open += 1;
      try {
        return await next(args);
      } catch (error) {
        if (!isThrottled(error)) throw error;
        forgetOld(action, elapsed());
        action.refusals += 1;
        action.refusedAt = elapsed();
        throw action.refusals < MOST_REFUSALS ? error : new ThrottledError({ cause: error });
      } finally {
        action.open -= 1;
      }
    };
  // Within the SDK's own retries, so that each try counts, and outside of `countThrottled`, which counts AWS's answers.
  const place = { step: 'finalizeRequest', priority: 'normal', name: 'rememberThrottling' };
  client.middlewareStack.add(spare as never, place as never);
  return client;
}

function forgetOld(action: Throttling, now: number): void {
  if (now - action.refusedAt >= REST_MS) action.refusals = 0;
}

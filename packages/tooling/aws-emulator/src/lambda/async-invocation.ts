import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaFunction } from './function.ts';
import type { FunctionError } from './invocation.ts';

/** How Lambda invokes a function asynchronously. */
export interface AsyncConfig {
  /** How often it tries again, 0 to 2 times. */
  readonly retries: number;
  /** What a second lasts here, in seconds. */
  readonly timeScale: number;
  readonly closing: AbortSignal;
  /** Takes the record of an event that failed every time, if the function has a destination for it. */
  readonly onFailure: ((record: object) => Promise<void>) | undefined;
}

/** Seconds before the second and the third attempt: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const WAITS = [60, 120];

/** Invokes the function until it succeeds; when the retries are used up, the event goes to the on-failure destination. */
export async function invokeAsync(lambda: LambdaFunction, event: unknown, config: AsyncConfig): Promise<void> {
  const { retries, timeScale, closing, onFailure } = config;
  const requestId = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const reply = await lambda.invoke(event, requestId);
    if ('result' in reply) return;
    if (attempt > retries) {
      await onFailure?.(failureRecord(lambda, event, { requestId, attempts: attempt, error: reply.error }));
      return;
    }
    await sleep((WAITS[attempt - 1] ?? 0) * timeScale * 1000, undefined, { signal: closing });
  }
}

interface Failure {
  readonly requestId: string;
  readonly attempts: number;
  readonly error: FunctionError;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failureRecord({ arn }: LambdaFunction, event: unknown, { requestId, attempts, error }: Failure): object {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: error,
  };
}

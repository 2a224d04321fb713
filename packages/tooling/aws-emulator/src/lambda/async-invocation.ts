import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaFunction } from './function.ts';
import type { FunctionError } from './invocation.ts';

/** How Lambda invokes a function asynchronously. */
export interface AsyncConfig {
  /** How often Lambda tries again after a failure, 0 to 2 times. */
  readonly retries: number;
  /** How many seconds one second lasts here. */
  readonly timeScale: number;
  readonly closing: AbortSignal;
  /** Sends the record of an event that failed every time; undefined for a function without a destination. */
  readonly onFailure: ((record: object) => Promise<void>) | undefined;
}

/** The pauses before the second and the third attempt: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_PAUSES_SECONDS = [60, 120];

/** Invokes the function until it succeeds. After the last retry, sends a record of the event to the on-failure destination. */
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
    await sleep((RETRY_PAUSES_SECONDS[attempt - 1] ?? 0) * timeScale * 1000, undefined, { signal: closing });
  }
}

interface Failure {
  readonly requestId: string;
  readonly attempts: number;
  readonly error: FunctionError;
}

/** Returns the record of a failed event: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
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

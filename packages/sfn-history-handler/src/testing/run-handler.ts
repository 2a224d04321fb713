import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { memoryLogger, memoryQueue } from '@shipbell/core/testing';
import { createReadHistory } from '../aws/read-history.ts';
import { createReads } from '../aws/reads.ts';
import type { StepFunctionsClient } from '../aws/sfn-client.ts';
import type { StateMachineSetting } from '../config.ts';
import { createHandler } from '../handler.ts';
import { fakeStepFunctions } from './fake-step-functions.ts';

interface Circumstances {
  readonly event: unknown;
  readonly history?: readonly HistoryEvent[];
  readonly stateMachines?: readonly StateMachineSetting[];
  readonly stepFunctions?: StepFunctionsClient;
  readonly compareDuration?: boolean;
}

/** How long a test may wait for a history. */
const HISTORY_TIMEOUT_MS = 60_000;

/**
 * Runs the whole handler between a queue, a log and Step Functions in memory, without ever waiting, and returns what it
 * enqueued and logged.
 */
export async function runHandler({
  event,
  history = [],
  stateMachines = [],
  stepFunctions = fakeStepFunctions(history).client,
  compareDuration = true,
}: Circumstances) {
  const { enqueue, notifications } = memoryQueue();
  const { log, lines } = memoryLogger();
  const readHistory = createReadHistory(stepFunctions, HISTORY_TIMEOUT_MS, []);
  const reads = { ...createReads(stepFunctions, compareDuration), readHistory };
  await createHandler({ environment: 'prod', stateMachines, log, reads, enqueue })(event);
  return { notifications, lines };
}

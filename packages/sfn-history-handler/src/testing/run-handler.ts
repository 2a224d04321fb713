import type { HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { memoryLogger, memoryQueue } from '@shipbell/core/testing';
import { createReadHistory } from '../aws/read-history.ts';
import { createReads } from '../aws/reads.ts';
import type { StateMachineSetting } from '../config.ts';
import { createHandler } from '../handler.ts';
import { fakeStepFunctions } from './fake-step-functions.ts';

interface Run {
  readonly event: unknown;
  readonly history?: readonly HistoryEvent[];
  readonly stateMachines?: readonly StateMachineSetting[];
  readonly stepFunctions?: Pick<SFNClient, 'send'>;
  readonly compareDuration?: boolean;
}

/** Ends what hangs. */
const BUDGET = 60_000;

/** The handler with everything of its own, between a queue, a log and Step Functions in memory; it never waits. */
export async function runHandler({
  event,
  history = [],
  stateMachines = [],
  stepFunctions = fakeStepFunctions(history).client,
  compareDuration = true,
}: Run) {
  const { enqueue, notifications } = memoryQueue();
  const { log, lines } = memoryLogger();
  const readHistory = createReadHistory(stepFunctions, BUDGET, []);
  const reads = { ...createReads(stepFunctions, log, compareDuration), readHistory };
  await createHandler({ environment: 'prod', stateMachines, log, reads, enqueue })(event);
  return { notifications, lines };
}

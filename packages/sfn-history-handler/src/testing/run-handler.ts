import type { HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { memoryLogger, memoryQueue } from '@shipbell/core/testing';
import type { StateMachineSetting } from '../config.ts';
import { createHandler } from '../handler.ts';
import { createReadHistory } from '../read-history.ts';
import { fakeStepFunctions } from './fake-step-functions.ts';

interface Run {
  readonly event: unknown;
  readonly history?: readonly HistoryEvent[];
  readonly stateMachines?: readonly StateMachineSetting[];
  readonly stepFunctions?: Pick<SFNClient, 'send'>;
}

/** The handler with everything of its own, between a queue, a log and Step Functions in memory. */
export const runHandler = async ({
  event,
  history = [],
  stateMachines = [],
  stepFunctions = fakeStepFunctions(history).client,
}: Run) => {
  const { enqueue, notifications } = memoryQueue();
  const { log, lines } = memoryLogger();
  const readHistory = createReadHistory(stepFunctions);
  await createHandler({ environment: 'prod', stateMachines, log, readHistory, enqueue })(event);
  return { notifications, lines };
};

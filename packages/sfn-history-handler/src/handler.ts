import { DEFAULT_DESTINATION, executionMessage } from '@shipbell/core';
import type { Enqueue, Logger } from '@shipbell/core/runtime';
import { findSetting, type StateMachineSetting } from './config.ts';
import { toExecutionReport } from './execution-report.ts';
import { learnSteps } from './learn-steps.ts';
import { parseEvent } from './parse-event.ts';
import type { ReadHistory } from './read-history.ts';

export interface Dependencies {
  readonly environment: string;
  readonly stateMachines: readonly StateMachineSetting[];
  readonly log: Logger;
  readonly readHistory: ReadHistory;
  readonly enqueue: Enqueue;
}

/** Called by AWS with a Step Functions status event, which becomes a message on the queue. */
export const createHandler =
  ({ environment, stateMachines, log, readHistory, enqueue }: Dependencies) =>
  async (event: unknown) => {
    const execution = parseEvent(event);
    const { executionArn, stateMachine, status, statusText, redriveCount } = execution;
    const setting = findSetting(stateMachines, stateMachine);
    if (setting === undefined) {
      log.info('Ignored: no entry of STATE_MACHINES is for this state machine', { stateMachine, executionArn });
      return;
    }
    if (status === 'unknown') log.warn('An unknown status: a neutral message', { statusText, executionArn });
    const learned = await learnSteps(execution, readHistory, log);
    await enqueue({
      message: executionMessage(toExecutionReport(execution, setting, learned, environment)),
      destination: setting.destination ?? DEFAULT_DESTINATION,
      identity: ['sfn', executionArn, statusText, redriveCount],
    });
  };

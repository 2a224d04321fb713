import { DEFAULT_DESTINATION, executionMessage } from '@shipbell/core';
import type { Enqueue, Logger } from '@shipbell/core/runtime';
import type { Reads } from './aws/reads.ts';
import { findSetting, type StateMachineSetting } from './config.ts';
import { parseEvent } from './parse-event.ts';
import { toExecutionReport } from './report/execution-report.ts';
import { findDetails } from './report/find-details.ts';

/** Everything that the handler needs, which `container.ts` makes. */
export interface Dependencies {
  readonly environment: string;
  readonly stateMachines: readonly StateMachineSetting[];
  readonly log: Logger;
  readonly reads: Reads;
  readonly enqueue: Enqueue;
}

/** Returns the handler that AWS calls with a Step Functions status event, which becomes a message on the queue. */
export function createHandler({ environment, stateMachines, log, reads, enqueue }: Dependencies) {
  return async (event: unknown) => {
    const execution = parseEvent(event);
    const { executionArn, stateMachine, status, statusText, redriveCount } = execution;
    const setting = findSetting(stateMachines, stateMachine);
    if (setting === undefined) {
      log.info('Ignored: no entry of STATE_MACHINES is for this state machine', { stateMachine, executionArn });
      return;
    }
    if (status === 'unknown') log.warn('An unknown status: a neutral message', { statusText, executionArn });
    const details = await findDetails(execution, setting, reads, log);
    await enqueue({
      message: executionMessage(toExecutionReport(execution, setting, details, environment)),
      destination: setting.destination ?? DEFAULT_DESTINATION,
      identity: ['sfn', executionArn, statusText, redriveCount],
    });
  };
}

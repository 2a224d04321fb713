import { DEFAULT_DESTINATION, executionMessage, type LinkStyle } from '@shipbell/core';
import {
  type Enqueue,
  type LambdaContext,
  type Logger,
  locationOf,
  ownLocation,
  readsAt,
} from '@shipbell/core/runtime';
import { createReads, type Reads } from './aws/reads.ts';
import type { StepFunctionsClient } from './aws/sfn-client.ts';
import { findSetting, type StateMachineSetting } from './config.ts';
import { type ExecutionEvent, parseEvent, stateMachineName } from './parse-event.ts';
import { toExecutionReport } from './report/execution-report.ts';
import { findDetails } from './report/find-details.ts';

/** Everything that the handler needs, which `container.ts` makes. */
export interface Dependencies {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly stateMachines: readonly StateMachineSetting[];
  readonly log: Logger;
  /** Returns the reads of a region; the undefined region is the function's own. */
  readonly readsIn: (region: string | undefined) => Reads;
  readonly enqueue: Enqueue;
}

/** Returns the handler that AWS calls with a Step Functions status event, which becomes a message on the queue. */
export function createHandler({ environment, linkStyle, stateMachines, log, readsIn, enqueue }: Dependencies) {
  return async (event: unknown, lambda?: LambdaContext) => {
    const execution = parseEvent(event);
    const { executionArn, stateMachine, status, statusText, redriveCount } = execution;
    if (execution.isOfMap) {
      log.info("Ignored: it ran an item of a distributed Map, whose execution's message counts it", { executionArn });
      return;
    }
    const setting = findSetting(stateMachines, stateMachine);
    if (setting === undefined) {
      log.info('Ignored: no entry of STATE_MACHINES is for this state machine', { stateMachine, executionArn });
      return;
    }
    if (status === 'succeeded' && isParentReported(execution, stateMachines)) {
      const { parentArn } = execution;
      log.info('Ignored: it succeeded, and the execution that started it is reported', { executionArn, parentArn });
      return;
    }
    if (status === 'unknown') log.warn('An unknown status: a neutral message', { statusText, executionArn });
    const reads = readsAt(locationOf(executionArn), ownLocation(lambda), readsIn, readNothing);
    const details = await findDetails(execution, setting, reads, log);
    await enqueue({
      message: executionMessage(toExecutionReport(execution, setting, details, { environment, linkStyle })),
      destination: setting.destination ?? DEFAULT_DESTINATION,
      identity: ['sfn', executionArn, statusText, redriveCount],
    });
  };
}

/**
 * Returns whether the execution that started this one is reported too: a setting is for its state machine, and it is in the
 * account and region whose events come here. An item of a distributed Map is part of the execution with the Map.
 */
function isParentReported(
  { executionArn, parentArn = '' }: ExecutionEvent,
  stateMachines: Dependencies['stateMachines'],
): boolean {
  const [own, parent] = [locationOf(executionArn), locationOf(parentArn)];
  const name = stateMachineName(parentArn)?.split('/')[0];
  if (name === undefined || own.region !== parent.region || own.account !== parent.account) return false;
  return findSetting(stateMachines, name) !== undefined;
}

/** Returns the reads of another account, which say why they fail; how long an execution usually takes is no matter there. */
function readNothing(client: StepFunctionsClient): Reads {
  return createReads(client, false);
}

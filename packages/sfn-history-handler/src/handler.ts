import { asksFor, DEFAULT_DESTINATION, executionMessage, jsonObject, type LinkStyle } from '@shipbell/core';
import {
  type Enqueue,
  eventRef,
  type LambdaContext,
  type Logger,
  locationOf,
  ownLocation,
  readsAt,
  withFields,
} from '@shipbell/core/runtime';
import { createReads, type Reads } from './aws/reads.ts';
import type { StepFunctionsClient } from './aws/sfn-client.ts';
import { type Config, findSetting } from './config.ts';
import { type ExecutionEvent, parseEvent, stateMachineName } from './parse-event.ts';
import { findStanding } from './policy.ts';
import { toExecutionReport } from './report/execution-report.ts';
import { findDetails } from './report/find-details.ts';
import { teamOfExecution } from './report/team.ts';

/** Everything that the handler needs, which `container.ts` makes. */
export interface Dependencies extends Pick<Config, 'stateMachines' | 'defaults'> {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly log: Logger;
  /** Returns the reads of a region; the undefined region is the function's own. */
  readonly readsIn: (region: string | undefined) => Reads;
  readonly enqueue: Enqueue;
}

/** Returns the handler that AWS calls with a Step Functions status event, which becomes a message on the queue. */
export function createHandler(dependencies: Dependencies) {
  const { environment, linkStyle, readsIn, enqueue } = dependencies;
  return async (event: unknown, lambda?: LambdaContext) => {
    const { id, time } = jsonObject(event);
    const ref = eventRef(id, time);
    const log = withFields(dependencies.log, { correlationId: ref.correlationId });
    const execution = parseEvent(event);
    const { executionArn, stateMachine, status, statusText, redriveCount } = execution;
    if (execution.isOfMap) {
      log.info("Ignored: it ran an item of a distributed Map, whose execution's message counts it", { executionArn });
      return;
    }
    const setting = findSetting(dependencies, stateMachine);
    if (setting === undefined) {
      log.info('Ignored: no entry of STATE_MACHINES is for this state machine', { stateMachine, executionArn });
      return;
    }
    if (status === 'succeeded' && isParentReported(execution, dependencies)) {
      const { parentArn } = execution;
      log.info('Ignored: it succeeded, and the execution that started it is reported', { executionArn, parentArn });
      return;
    }
    if (status === 'unknown') log.warn('An unknown status: a neutral message', { statusText, executionArn });
    const reads = readsAt(locationOf(executionArn), ownLocation(lambda), readsIn, readNothing);
    const standing = await findStanding(execution, setting, reads, log);
    if (!standing.isReported) {
      log.info(`Ignored: its setting’s statuses do not ask for ${status}`, { stateMachine, executionArn });
      return;
    }
    const details = await findDetails(execution, setting, reads, log, standing.typicalDuration);
    const team = teamOfExecution(execution, setting, standing.statuses, environment);
    const report = toExecutionReport(execution, setting, details, standing, { environment, linkStyle, team });
    const destination = setting.destination ?? DEFAULT_DESTINATION;
    const identity = ['sfn', executionArn, statusText, redriveCount];
    await enqueue({ message: executionMessage(report), destination, identity }, ref, withFields(log, { executionArn }));
  };
}

/**
 * Returns whether the execution that started this one is reported too where it succeeds as well: a setting is for its state
 * machine and asks for that, and it is in the account and region whose events come here. An item of a distributed Map is
 * part of the execution with the Map.
 */
function isParentReported(
  { executionArn, parentArn = '' }: ExecutionEvent,
  settings: Pick<Config, 'stateMachines' | 'defaults'>,
): boolean {
  const [own, parent] = [locationOf(executionArn), locationOf(parentArn)];
  const name = stateMachineName(parentArn)?.split('/')[0];
  if (name === undefined || own.region !== parent.region || own.account !== parent.account) return false;
  const setting = findSetting(settings, name);
  return setting !== undefined && asksFor(setting, ['succeeded']);
}

/** Returns the reads of another account, which say why they fail; how long an execution usually takes is no matter there. */
function readNothing(client: StepFunctionsClient): Reads {
  return createReads(client, false);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, type DescribeExecutionOutput, type SFNClient } from '@aws-sdk/client-sfn';

interface WatchClients {
  readonly sfn: SFNClient;
  readonly events: EventBridgeClient;
}

/** Sends the events of an execution, which moto does not send: one when it has started, one when it has ended. */
export async function watchExecution({ sfn, events }: WatchClients, executionArn: string, signal: AbortSignal) {
  const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }), { abortSignal: signal });
  let execution = await describe();
  await sendStatusChange(events, { ...execution, status: 'RUNNING' });
  while (execution.status === 'RUNNING') {
    await sleep(100, undefined, { signal });
    execution = await describe();
  }
  await sendStatusChange(events, execution);
}

async function sendStatusChange(events: EventBridgeClient, execution: DescribeExecutionOutput) {
  const entry = {
    Source: 'aws.states',
    DetailType: 'Step Functions Execution Status Change',
    Resources: [execution.executionArn ?? ''],
    Time: execution.stopDate ?? execution.startDate ?? new Date(),
    Detail: JSON.stringify(statusChangeDetail(execution)),
  };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
}

/** Where Step Functions leaves the input out of its event, and then the output: bytes of both, escaped. */
const DATA_LIMIT = 248 * 1024;

/**
 * The `detail` of the event that Step Functions sends when an execution's status changes.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function statusChangeDetail(execution: DescribeExecutionOutput): object {
  const { status, startDate, stopDate, input, output } = execution;
  const inputFits = escapedSize(input) + escapedSize(output) <= DATA_LIMIT;
  const outputFits = escapedSize(output) <= DATA_LIMIT;
  return {
    executionArn: execution.executionArn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status,
    startDate: startDate?.getTime(),
    stopDate: stopDate?.getTime() ?? null,
    input: inputFits ? (input ?? null) : null,
    output: outputFits ? (output ?? null) : null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: 0,
    redriveDate: null,
    ...redriveStatus(status),
    inputDetails: { included: inputFits },
    outputDetails: output === undefined ? null : { included: outputFits },
    error: execution.error ?? null,
    cause: execution.cause ?? null,
  };
}

function redriveStatus(status: DescribeExecutionOutput['status']) {
  if (status === 'RUNNING' || status === 'SUCCEEDED') {
    const redriveStatusReason = `Execution is ${status} and cannot be redriven`;
    return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
  }
  return { redriveStatus: 'REDRIVABLE', redriveStatusReason: null };
}

function escapedSize(data: string | undefined): number {
  return data === undefined ? 0 : Buffer.byteLength(JSON.stringify(data));
}

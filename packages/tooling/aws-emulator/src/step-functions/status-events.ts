import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, type DescribeExecutionOutput, type SFNClient } from '@aws-sdk/client-sfn';

const POLL_PAUSE_MS = 100;

interface WatchClients {
  readonly sfn: SFNClient;
  readonly events: EventBridgeClient;
}

/**
 * Sends the status events of an execution, which moto does not send: one that it runs, one that it has ended. Resolves
 * when both are sent.
 */
export async function watchExecution({ sfn, events }: WatchClients, executionArn: string, signal: AbortSignal) {
  const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }), { abortSignal: signal });
  let execution = await describe();
  await sendStatusChange(events, { ...execution, status: 'RUNNING' });
  while (execution.status === 'RUNNING') {
    await sleep(POLL_PAUSE_MS, undefined, { signal });
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

/**
 * The most bytes of input and output, escaped, in one event. When both are larger, Step Functions leaves out the input, and
 * when the output alone is larger, the output too.
 */
const DATA_LIMIT_BYTES = 248 * 1024;

/**
 * Returns the `detail` of the event that Step Functions sends when an execution's status changes.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function statusChangeDetail(execution: DescribeExecutionOutput): object {
  const { status, startDate, stopDate, input, output } = execution;
  const inputFits = escapedSize(input) + escapedSize(output) <= DATA_LIMIT_BYTES;
  const outputFits = escapedSize(output) <= DATA_LIMIT_BYTES;
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

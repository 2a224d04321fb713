import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, type DescribeExecutionOutput, type SFNClient } from '@aws-sdk/client-sfn';
import { statusChangeDetail } from './execution-event.ts';

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

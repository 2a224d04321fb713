import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, messageGroupId } from '@shipbell/core';
import type { Signal } from '../cloud/signals.ts';
import { sendSignals } from '../cloud/signals.ts';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import type { LedgerBook } from './ledger.ts';
import type { Notification } from './notification.ts';
import { queueBody } from './queue-body.ts';

/** As many entries as one call takes. */
const BATCH = 10;
/** A name that may be a destination, and is none. */
const NOWHERE = 'nowhere';

/** Lets a burst happen: AWS says all of it, and then some of it once more. */
export async function publish(
  burst: readonly Notification[],
  stage: Pick<Stage, 'cloud' | 'queueUrl'>,
  topicArn: string,
  ledger: LedgerBook,
): Promise<void> {
  for (const told of [burst, burst.filter(({ twice }) => twice)]) {
    for (const { id } of told) ledger.record({ kind: 'told', id });
    const signals = told.flatMap((notification) => toSignal(notification, stage, topicArn) ?? []);
    await Promise.all([
      sendSignals(stage.cloud.clients, signals),
      enqueue(told.filter(({ route }) => route === 'queue').map(toEntry), stage),
    ]);
  }
}

function toSignal(notification: Notification, { cloud }: Pick<Stage, 'cloud'>, topicArn: string): Signal | undefined {
  const { id, route } = notification;
  const isGood = Number(id.slice(-1)) < 7;
  const { region, account } = cloud;
  if (route === 'topic') return deploymentSignal(id, isGood, { region, account, topicArn });
  if (route === 'rule') return executionSignal(id, isGood, { region, account });
  return undefined;
}

interface Place {
  region: string;
  account: string;
}

/** A deployment that CodeDeploy does not show any more when it is asked: what is told is what its trigger says. */
function deploymentSignal(
  id: string,
  isGood: boolean,
  { region, account, topicArn }: Place & { topicArn: string },
): Signal {
  const deploymentId = `d-${id.replace('-n', '').toUpperCase()}`;
  const status = isGood ? 'SUCCEEDED' : 'FAILED';
  return {
    kind: 'topic',
    topicArn,
    subject: `${status}: AWS CodeDeploy ${deploymentId} in ${region} to ${id}`,
    message: {
      region,
      accountId: account,
      eventTriggerName: `${id}-trigger`,
      applicationName: id,
      deploymentId,
      deploymentGroupName: id,
      createTime: 'Fri Nov 01 06:14:33 UTC 2024',
      completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
      deploymentOverview: JSON.stringify({ Succeeded: 1, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 }),
      status,
    },
  };
}

/** An execution whose history is gone. */
function executionSignal(id: string, isGood: boolean, { region, account }: Place): Signal {
  const states = `arn:aws:states:${region}:${account}`;
  const executionArn = `${states}:execution:${id}:run`;
  return {
    kind: 'event',
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [executionArn],
    time: new Date('2024-11-01T06:15:13Z'),
    detail: {
      executionArn,
      stateMachineArn: `${states}:stateMachine:${id}`,
      name: 'run',
      status: isGood ? 'SUCCEEDED' : 'FAILED',
      startDate: Date.parse('2024-11-01T06:14:33Z'),
      stopDate: Date.parse('2024-11-01T06:15:13Z'),
      input: '{}',
      inputDetails: { included: true },
      redriveCount: 0,
    },
  };
}

function toEntry(notification: Notification): SendMessageBatchRequestEntry {
  const { id, destination, poison } = notification;
  const named = poison === 'bad_destination' ? 'No Channel' : poison === 'no_webhook' ? NOWHERE : destination;
  const environment = poison === 'wrong_environment' ? 'prod' : ENVIRONMENT;
  return {
    Id: id,
    MessageBody: queueBody(notification),
    // In the middle of its channel's group, which it must not hold up.
    MessageGroupId: messageGroupId(ENVIRONMENT, destination),
    MessageDeduplicationId: id,
    MessageAttributes: {
      [ATTRIBUTES.environment]: { DataType: 'String', StringValue: environment },
      [ATTRIBUTES.destination]: { DataType: 'String', StringValue: named },
    },
  };
}

async function enqueue(
  entries: readonly SendMessageBatchRequestEntry[],
  { cloud, queueUrl: QueueUrl }: Pick<Stage, 'cloud' | 'queueUrl'>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    const Entries = entries.slice(start, start + BATCH);
    const { Failed = [] } = await cloud.clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Message}`);
  }
}

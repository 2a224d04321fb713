import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { ENVIRONMENT, type Stage } from '@shipbell/acceptance/stage';
import { sendSignals } from '@shipbell/aws-emulator';
import { ATTRIBUTES, messageGroupId } from '@shipbell/core';
import type { LedgerBook } from './ledger.ts';
import type { Notification } from './notification.ts';
import { queueBody } from './queue-body.ts';
import { toSignal } from './to-signal.ts';

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
  const { region, account } = stage.cloud;
  for (const told of [burst, burst.filter(({ twice }) => twice)]) {
    for (const { id } of told) ledger.record({ kind: 'told', id });
    const signals = told.flatMap((notification) => toSignal(notification, { region, account, topicArn }) ?? []);
    await Promise.all([
      sendSignals(stage.cloud.clients, signals),
      enqueue(told.filter(({ route }) => route === 'queue').map(toEntry), stage),
    ]);
  }
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

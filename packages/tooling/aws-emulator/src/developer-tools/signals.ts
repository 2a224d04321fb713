import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** What a service of AWS sends when something happened: an event to EventBridge, or a message to a topic. */
export type Signal = EventSignal | TopicSignal;

/** The account and region in which a service runs. */
export interface AwsLocation {
  readonly account: string;
  readonly region: string;
}

export interface EventSignal {
  readonly kind: 'event';
  /** `aws.codepipeline` */
  readonly source: string;
  readonly detailType: string;
  readonly resources: string[];
  readonly time: Date;
  readonly detail: object;
}

export interface TopicSignal {
  readonly kind: 'topic';
  readonly topicArn: string;
  /** Undefined for the message of a notification rule, which has none. */
  readonly subject: string | undefined;
  readonly message: object;
}

/** How many events one call of PutEvents takes. */
const BATCH_SIZE = 10;

/** Sends all signals at the same time, so that they arrive in any order, as they do on AWS. */
export async function sendSignals(
  { events, sns }: { events: EventBridgeClient; sns: SNSClient },
  signals: readonly Signal[],
): Promise<void> {
  const entries = signals.filter((signal) => signal.kind === 'event').map(toEntry);
  const batches = Array.from({ length: Math.ceil(entries.length / BATCH_SIZE) }, (_, index) =>
    entries.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
  await Promise.all([
    ...signals.filter((signal) => signal.kind === 'topic').map((signal) => sns.send(toPublish(signal))),
    ...batches.map((Entries) => events.send(new PutEventsCommand({ Entries }))),
  ]);
}

function toEntry({ source, detailType, resources, time, detail }: EventSignal) {
  return { Source: source, DetailType: detailType, Resources: resources, Time: time, Detail: JSON.stringify(detail) };
}

function toPublish({ topicArn, subject, message }: TopicSignal) {
  return new PublishCommand({
    TopicArn: topicArn,
    Message: JSON.stringify(message),
    ...(subject && { Subject: subject }),
  });
}

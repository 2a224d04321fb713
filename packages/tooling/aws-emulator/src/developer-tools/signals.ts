import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** What a service of AWS says when something happened: an event for EventBridge, or a message to a topic. */
export type Signal = EventSignal | TopicSignal;

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
  /** A notification rule sends none. */
  readonly subject: string | undefined;
  readonly message: object;
}

/** As many as one call of PutEvents takes. */
const BATCH = 10;

/** Lets AWS say all this at once, so that what comes by two routes arrives in any order. */
export async function sendSignals(
  { events, sns }: { events: EventBridgeClient; sns: SNSClient },
  signals: readonly Signal[],
): Promise<void> {
  const entries = signals.filter((signal) => signal.kind === 'event').map(toEntry);
  const batches = Array.from({ length: Math.ceil(entries.length / BATCH) }, (_, index) =>
    entries.slice(index * BATCH, (index + 1) * BATCH),
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

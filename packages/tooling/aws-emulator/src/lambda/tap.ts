import { ListSubscriptionsCommand, type SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { tapName } from '../taps.ts';
import type { LambdaFunction } from './function.ts';
import { persistently } from './persistently.ts';
import { tappedEvent } from './tapped-event.ts';

interface TapOptions {
  readonly lambda: LambdaFunction;
  readonly queueUrl: string;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly closing: AbortSignal;
  /** Takes each event for the function. */
  deliver(event: unknown): void;
}

/** The URL of a function's tap, which is made when it is not there. */
export async function openTap(sqs: SQSClient, lambda: LambdaFunction): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: tapName(lambda.name) }));
  return QueueUrl;
}

/** Whether everything that was sent to the function has been handed on. */
export async function isTapEmpty(sqs: SQSClient, queueUrl: string): Promise<boolean> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.every((name) => Attributes?.[name] === '0');
}

/** Hands on what rules and topics send to a function, until the cloud closes. */
export async function runTap({ lambda, queueUrl, sqs, sns, closing, deliver }: TapOptions): Promise<void> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const own = Subscriptions.filter(({ Endpoint }) => Endpoint === lambda.arn);
  const subscriptionArn = (topicArn: string) =>
    own.find(({ TopicArn }) => TopicArn === topicArn)?.SubscriptionArn ?? '';
  const account = lambda.arn.split(':')[4] ?? '';
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
  while (!closing.aborted) {
    const { Messages = [] } = await persistently(closing, () => sqs.send(receive, { abortSignal: closing }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      deliver(tappedEvent(Body, { account, subscriptionArn }));
      const done = new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle });
      await sqs.send(done, { abortSignal: closing }).catch(() => {}); // else it comes once more, as AWS says it may
    }
  }
}

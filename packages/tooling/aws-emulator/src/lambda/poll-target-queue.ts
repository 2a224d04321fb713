import { ListSubscriptionsCommand, type SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { snsEvent } from '@shipbell/core';
import { retryUntilClosing } from '../closing.ts';
import { targetQueueName } from '../moto/target-queues.ts';
import type { LambdaFunction } from './function.ts';

interface PollOptions {
  readonly lambda: LambdaFunction;
  readonly queueUrl: string;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly closing: AbortSignal;
  /** Called with each event for the function. */
  deliver(event: unknown): void;
}

/** Returns the URL of a function's target queue. Creates the queue when it does not exist. */
export async function openTargetQueue(sqs: SQSClient, lambda: LambdaFunction): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: targetQueueName(lambda.name) }));
  return QueueUrl;
}

/** Returns whether every event that was sent to the function has been delivered. */
export async function isTargetQueueEmpty(sqs: SQSClient, queueUrl: string): Promise<boolean> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.every((name) => Attributes?.[name] === '0');
}

/** Delivers the events that rules and topics send to a function, until the cloud closes. */
export async function pollTargetQueue({ lambda, queueUrl, sqs, sns, closing, deliver }: PollOptions): Promise<void> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const own = Subscriptions.filter(({ Endpoint }) => Endpoint === lambda.arn);
  const subscriptionArn = (topicArn: string) =>
    own.find(({ TopicArn }) => TopicArn === topicArn)?.SubscriptionArn ?? '';
  const account = lambda.arn.split(':')[4] ?? '';
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
  while (!closing.aborted) {
    const { Messages = [] } = await retryUntilClosing(closing, () => sqs.send(receive, { abortSignal: closing }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      deliver(toFunctionEvent(Body, { account, subscriptionArn }));
      const done = new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle });
      await sqs.send(done, { abortSignal: closing }).catch(() => {}); // then the event is delivered once more, as may happen on AWS
    }
  }
}

interface FunctionContext {
  /** The function's account. */
  readonly account: string;
  /** Returns the ARN of the function's subscription to a topic. */
  subscriptionArn(topicArn: string): string;
}

/** Returns the event for the function from the body of a message in its target queue: an SNS event, or EventBridge's event. */
export function toFunctionEvent(body: string, { account, subscriptionArn }: FunctionContext): unknown {
  const content = JSON.parse(body);
  if (content.Type === 'Notification') return snsEvent(content, subscriptionArn(content.TopicArn));
  return { ...content, account }; // moto leaves the account out
}

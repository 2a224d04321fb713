import { ListSubscriptionsCommand, type SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { tapName } from '../taps.ts';
import type { LambdaFunction } from './function.ts';
import { tappedEvent } from './tapped-event.ts';

interface TapOptions {
  lambda: LambdaFunction;
  sqs: SQSClient;
  sns: SNSClient;
  closing: AbortSignal;
  /** Takes each event for the function. */
  deliver(event: unknown): void;
}

/** Hands on what rules and topics send to a function, until the cloud closes. */
export async function runTap({ lambda, sqs, sns, closing, deliver }: TapOptions): Promise<void> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: tapName(lambda.name) }));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const own = Subscriptions.filter(({ Endpoint }) => Endpoint === lambda.arn);
  const subscriptionArn = (topicArn: string) =>
    own.find(({ TopicArn }) => TopicArn === topicArn)?.SubscriptionArn ?? '';
  const account = lambda.arn.split(':')[4] ?? '';
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
  while (!closing.aborted) {
    const { Messages = [] } = await sqs.send(receive, { abortSignal: closing });
    for (const { Body = '', ReceiptHandle } of Messages) {
      deliver(tappedEvent(Body, { account, subscriptionArn }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }), { abortSignal: closing });
    }
  }
}

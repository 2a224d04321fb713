import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The URL of the queue with this ARN. */
export async function queueUrl(sqs: SQSClient, arn: string): Promise<string> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  return QueueUrl;
}

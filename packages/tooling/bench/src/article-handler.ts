import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { articleMessage } from './article.ts';

const sfn = new SFNClient();
const sqs = new SQSClient();

interface StatusEvent {
  readonly detail: { readonly executionArn: string; readonly name: string };
}

/** Does what the article's function does, with the SDK's defaults: it reads one page and puts its message on the queue. */
export async function handler({ detail: { executionArn, name } }: StatusEvent): Promise<void> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 300 }));
  const MessageBody = articleMessage(events, name, executionArn);
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody, MessageGroupId: 'bench' }));
}

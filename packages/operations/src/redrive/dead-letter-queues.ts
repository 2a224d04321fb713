import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UsageError } from '../command-line/usage-error.ts';

export type Sqs = Pick<SQSClient, 'send'>;

/** What lies in a queue: it decides where the reason stands, and how a letter is put back. */
export type Content =
  /** Messages for Slack, from the sender or moved by SQS itself. */
  | 'messages'
  /** SNS's notifications. */
  | 'notifications'
  /** Events of EventBridge rules. */
  | 'events'
  /** Lambda's records of events on which a function failed every time. */
  | 'invocations';

/** Where one hop of the path leaves what it could not hand on. */
export interface DeadLetterQueue {
  /** Its key in Terraform's output `dead_letter_queue_urls`. */
  readonly key: string;
  readonly name: string;
  readonly content: Content;
  /** Name of the queue that messages go back to, or of the function that is invoked with all else. */
  readonly target: string;
}

export interface FoundQueue extends DeadLetterQueue {
  readonly url: string;
  /** Of the target, where it is a queue. */
  readonly targetUrl: string | undefined;
}

/**
 * The dead-letter queues of an environment, as Terraform names them. Whose a letter is, its queue alone decides: what
 * stands in a letter may come from anybody.
 */
export function deadLetterQueues(environment: string): readonly DeadLetterQueue[] {
  const prefix = `shipbell-${environment}`;
  const deployments = `${prefix}-codepipeline-handler`;
  const executions = `${prefix}-sfn-history-handler`;
  const queue = (key: string, name: string, content: Content, target: string) => ({ key, name, content, target });
  return [
    queue('undelivered_messages', `${prefix}-slack-dlq.fifo`, 'messages', `${prefix}-slack.fifo`),
    queue('undelivered_notifications', `${prefix}-deployments-dlq`, 'notifications', deployments),
    queue('undelivered_deployment_events', `${prefix}-deployment-events-dlq`, 'events', deployments),
    queue('undelivered_execution_events', `${prefix}-sfn-status-dlq`, 'events', executions),
    queue('failed_deployment_events', `${deployments}-on-failure`, 'invocations', deployments),
    queue('failed_execution_events', `${executions}-on-failure`, 'invocations', executions),
  ];
}

/** The queue with its URLs; undefined where it does not exist. Throws `UsageError` where its target does not. */
export async function findQueue(sqs: Sqs, queue: DeadLetterQueue): Promise<FoundQueue | undefined> {
  const url = await queueUrl(sqs, queue.name);
  if (url === undefined) return undefined;
  if (queue.content !== 'messages') return { ...queue, url, targetUrl: undefined };
  const targetUrl = await queueUrl(sqs, queue.target);
  if (targetUrl !== undefined) return { ...queue, url, targetUrl };
  throw new UsageError(`There is ${queue.name}, but no ${queue.target} to put its messages back on: apply Terraform.`);
}

/** The names of one error: SQS's own, and that of its older protocol. */
const MISSING = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
async function queueUrl(sqs: Sqs, name: string): Promise<string | undefined> {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof Error && MISSING.includes(error.name)) return undefined;
    throw error;
  }
}

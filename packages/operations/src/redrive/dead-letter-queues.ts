import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UsageError } from '../command-line/usage-error.ts';
import { namesOf } from '../names.ts';

/** The part of the SQS client that is used here. */
export type Sqs = Pick<SQSClient, 'send'>;

/** The kind of messages in a queue: it decides where the reason is written, and how a message is redriven. */
export type Content =
  /** Messages for Slack, from the sender or moved by SQS itself. */
  | 'messages'
  /** SNS's notifications. */
  | 'notifications'
  /** Events of EventBridge rules. */
  | 'events'
  /** Lambda's records of events on which a function failed every time. */
  | 'invocations';

/** A queue that holds what one part of an event's way could not pass on. */
export interface DeadLetterQueue {
  /** Its key in Terraform's output `dead_letter_queue_urls`. */
  readonly key: string;
  readonly name: string;
  readonly content: Content;
  /** The name of the queue to which its messages are redriven, or of the function that is invoked with them. */
  readonly target: string;
}

/** A dead-letter queue that exists. */
export interface FoundQueue extends DeadLetterQueue {
  readonly url: string;
  /** The URL of the target, where the target is a queue. */
  readonly targetUrl: string | undefined;
}

/**
 * Returns the dead-letter queues of an environment. The queue alone decides where its messages are redriven to, because
 * anybody may have written what is in a message.
 */
export function deadLetterQueues(environment: string): readonly DeadLetterQueue[] {
  const names = namesOf(environment);
  const queue = (key: keyof typeof names, content: Content, target: keyof typeof names) => ({
    key,
    name: names[key],
    content,
    target: names[target],
  });
  return [
    queue('undelivered_messages', 'messages', 'slack_queue'),
    queue('undelivered_notifications', 'notifications', 'codepipeline_handler'),
    queue('undelivered_deployment_events', 'events', 'codepipeline_handler'),
    queue('undelivered_execution_events', 'events', 'sfn_history_handler'),
    queue('failed_deployment_events', 'invocations', 'codepipeline_handler'),
    queue('failed_execution_events', 'invocations', 'sfn_history_handler'),
  ];
}

/** Returns the queue with its URLs; undefined where it does not exist. Throws `UsageError` where its target does not. */
export async function findQueue(sqs: Sqs, queue: DeadLetterQueue): Promise<FoundQueue | undefined> {
  const url = await queueUrl(sqs, queue.name);
  if (url === undefined) return undefined;
  if (queue.content !== 'messages') return { ...queue, url, targetUrl: undefined };
  const targetUrl = await queueUrl(sqs, queue.target);
  if (targetUrl !== undefined) return { ...queue, url, targetUrl };
  throw new UsageError(`There is ${queue.name}, but no ${queue.target} to redrive its messages to: apply Terraform.`);
}

/** The two names of one error: SQS's own, and that of its older protocol. */
const MISSING = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/**
 * Returns the URL of a queue; undefined where it does not exist:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
 */
export async function queueUrl(sqs: Sqs, name: string): Promise<string | undefined> {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof Error && MISSING.includes(error.name)) return undefined;
    throw error;
  }
}

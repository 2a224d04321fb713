import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { isChosen, isDone, type QueueChoice } from './choice.ts';
import type { Sqs } from './dead-letter-queues.ts';
import { byAge, type DeadLetteredMessage } from './dead-lettered-message.ts';
import type { InFlightMessages } from './in-flight.ts';
import { replayOf } from './replay.ts';

/** How a chosen message ended. */
export type Outcome =
  | { readonly kind: 'redriven'; readonly message: DeadLetteredMessage }
  /** It is still in the dead-letter queue. */
  | { readonly kind: 'kept'; readonly message: DeadLetteredMessage; readonly error: unknown }
  /** It went out, and is in the dead-letter queue all the same. */
  | { readonly kind: 'not_removed'; readonly message: DeadLetteredMessage; readonly error: unknown };

/** What redriving a queue needs. */
export interface RedriveQueueDependencies {
  readonly sqs: Sqs;
  readonly lambda: Pick<LambdaClient, 'send'>;
  /** The messages in flight of the queue that is redriven. */
  readonly inFlight: InFlightMessages;
  /** Ends the work between two messages. */
  readonly stopping: AbortSignal;
}

/**
 * Redrives the chosen messages of a queue, the oldest first, in rounds until one finds no more of them, and yields how
 * each ended. Everything else that is received stays in flight, so that the next round sees what lies behind it; the
 * caller returns it to the queue. Throws what SQS throws when it gives no messages, or does not delete a message that
 * went out: a message after that might go out twice, too.
 */
export async function* redriveQueue(
  choice: QueueChoice,
  dependencies: RedriveQueueDependencies,
): AsyncGenerator<Outcome, void> {
  const { inFlight, stopping } = dependencies;
  const seen = new Set<string>();
  for (;;) {
    const { messages, isAll } = await inFlight.receive(stopping);
    const fresh = messages.filter(({ id }) => !seen.has(id));
    const chosen = fresh.filter((message) => isChosen(message, choice)).toSorted(byAge);
    const tried = yield* redriveInTime(chosen, choice.environment, dependencies);
    for (const { id } of fresh) seen.add(id);
    for (const { id } of chosen.slice(tried)) seen.delete(id);
    const mayFindMore = tried > 0 || (fresh.length > 0 && !isAll);
    if (stopping.aborted || !mayFindMore || isDone(choice, seen)) return;
    // What there was no time for is received anew with all the rest: some of it alone would overtake the other.
    if (tried < chosen.length) await inFlight.returnToQueue();
  }
}

/** Yields how each message ended, and returns how many were tried before too little time was left for the next one. */
async function* redriveInTime(
  messages: readonly DeadLetteredMessage[],
  environment: string,
  dependencies: RedriveQueueDependencies,
): AsyncGenerator<Outcome, number> {
  const { inFlight, stopping } = dependencies;
  for (const [index, message] of messages.entries()) {
    if (stopping.aborted || !inFlight.hasTimeFor(message)) return index;
    const outcome = await redriveMessage(message, environment, dependencies);
    yield outcome;
    if (outcome.kind === 'not_removed') throw outcome.error;
  }
  return messages.length;
}

async function redriveMessage(
  message: DeadLetteredMessage,
  environment: string,
  { sqs, lambda, inFlight }: RedriveQueueDependencies,
): Promise<Outcome> {
  try {
    await replay(message, environment, sqs, lambda);
  } catch (error) {
    return { kind: 'kept', message, error };
  }
  try {
    await inFlight.remove(message);
  } catch (error) {
    return { kind: 'not_removed', message, error };
  }
  return { kind: 'redriven', message };
}

async function replay(
  message: DeadLetteredMessage,
  environment: string,
  sqs: Sqs,
  lambda: RedriveQueueDependencies['lambda'],
): Promise<void> {
  const { queue, id } = message;
  const way = replayOf(message, environment);
  if (way.kind === 'impossible') throw new Error(way.why);
  if (way.kind === 'invoke') {
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    const { payload } = way;
    await lambda.send(new InvokeCommand({ FunctionName: queue.target, InvocationType: 'Event', Payload: payload }));
    return;
  }
  const command = new SendMessageCommand({
    QueueUrl: queue.targetUrl,
    MessageBody: way.body,
    MessageAttributes: way.attributes,
    MessageGroupId: way.group,
    // Not the message's first one, by which SQS would drop it within five minutes, yet the same for the same message: one
    // that went out and could not be removed does not go out again when somebody tries at once.
    MessageDeduplicationId: `redrive-${id}`,
  });
  await sqs.send(command);
}

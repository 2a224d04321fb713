import { ATTRIBUTES, DEFAULT_DESTINATION } from '@shipbell/core';
import type { DeadLetterReason } from '@shipbell/slack-sender/contract';
import { redriveCommand } from '../command-line/commands.ts';
import { printableError } from '../command-line/printable.ts';
import { deadLetterQueues, findQueue, type Sqs } from '../redrive/dead-letter-queues.ts';
import { attribute, type DeadLetteredMessage } from '../redrive/dead-lettered-message.ts';
import { inFlightMessages, VISIBILITY_TIMEOUT_SECONDS } from '../redrive/in-flight.ts';

interface Dependencies {
  readonly sqs: Sqs;
  readonly environment: string;
  readonly destination: string;
  readonly now: () => number;
  readonly stopping: AbortSignal;
}

/**
 * Returns sentences on how many dead-lettered messages are the destination's and how they are redriven, or why that is not
 * known. All of them are returned to their queue by then. Never throws.
 */
export async function waitingMessages(dependencies: Dependencies): Promise<string> {
  try {
    return await count(dependencies);
  } catch (error) {
    return `Whether dead-lettered messages wait for this channel is not known (${printableError(error)}).`;
  }
}

async function count({ sqs, environment, destination, now, stopping }: Dependencies): Promise<string> {
  const [first] = deadLetterQueues(environment).filter(({ content }) => content === 'messages');
  const queue = first && (await findQueue(sqs, first));
  if (!queue) return 'There is no dead-letter queue here that could hold messages of this channel: apply Terraform.';
  const inFlight = inFlightMessages(sqs, queue, now);
  const received = await inFlight.receive(stopping).catch(async (error: unknown) => {
    await inFlight.returnToQueue();
    throw error;
  });
  const [refused] = await inFlight.returnToQueue();
  const own = received.messages.filter((message) => waitsFor(destination, message)).length;
  const notReturned =
    refused && ` What was counted is visible again in ${VISIBILITY_TIMEOUT_SECONDS / 60} minutes (${refused}).`;
  return `${sentence(own, received.isAll, environment)}${notReturned ?? ''}`;
}

/** The reasons of messages that a new webhook does not help: they were delivered as text, or come back whatever it is. */
const NOT_HELPED: ReadonlySet<string> = new Set<DeadLetterReason>([
  'payload_refused',
  'plain_text_refused',
  'malformed_message',
  'wrong_environment',
]);

/** Returns whether the message waits for the destination to take it. */
function waitsFor(destination: string, message: DeadLetteredMessage): boolean {
  const { destination: ofMessage, reason } = ATTRIBUTES;
  return (
    (attribute(message, ofMessage) ?? DEFAULT_DESTINATION) === destination &&
    !NOT_HELPED.has(attribute(message, reason) ?? '')
  );
}

function sentence(count: number, isAll: boolean, environment: string): string {
  if (count === 0 && isAll) return 'No dead-lettered message waits for this channel.';
  const number = `${isAll ? '' : 'At least '}${count} dead-lettered message${count === 1 ? ' waits' : 's wait'}`;
  return `${number} for this channel. To redrive what you choose of them: ${redriveCommand(environment)}`;
}

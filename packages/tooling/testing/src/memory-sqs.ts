import type { SendMessageCommand, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { sqsRefusal } from './fake-sqs/refusals.ts';

/**
 * SQS as a client of it sees a FIFO queue: what its documentation forbids is refused, and a message whose deduplication
 * id is known is accepted and dropped. `refuse` makes it throw what it likes.
 */
export function memorySqs(refuse?: (input: SendMessageCommandInput) => Error | undefined) {
  const messages: SendMessageCommandInput[] = [];
  const send = async ({ input }: SendMessageCommand): Promise<object> => {
    const error = refuse?.(input) ?? sqsRefusal(input);
    if (error) throw error;
    if (messages.every((known) => known.MessageDeduplicationId !== input.MessageDeduplicationId)) messages.push(input);
    return {};
  };
  return { sqs: { send } as unknown as Pick<SQSClient, 'send'>, messages };
}

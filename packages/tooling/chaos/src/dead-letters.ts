import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Stage } from '@shipbell/acceptance/stage';
import { ATTRIBUTES } from '@shipbell/core';
import type { LedgerBook } from './ledger.ts';
import { idsIn } from './notification.ts';

/** Empties every dead-letter queue into the ledger. */
export async function collectDeadLetters(
  { cloud, deadLetterQueueUrls }: Pick<Stage, 'cloud' | 'deadLetterQueueUrls'>,
  ledger: LedgerBook,
): Promise<void> {
  const { sqs } = cloud.clients;
  for (const [queue, QueueUrl] of Object.entries(deadLetterQueueUrls)) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    for (;;) {
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) break;
      for (const message of Messages) {
        const { ReceiptHandle, Body = '' } = message;
        ledger.record({ kind: 'letter', id: idsIn(Body)[0] ?? Body, queue, reason: reasonOf(message) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
}

/** As the sender wrote it, or Lambda, or none: then SQS moved it itself after too many receives, or SNS or a rule gave up. */
function reasonOf({ Body = '', MessageAttributes = {} }: Message): string {
  const { StringValue } = MessageAttributes[ATTRIBUTES.reason] ?? {};
  if (StringValue) return StringValue;
  try {
    return JSON.parse(Body).requestContext?.condition ?? 'none';
  } catch {
    return 'none';
  }
}

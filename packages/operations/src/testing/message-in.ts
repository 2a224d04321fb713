import { deadLetterQueues } from '../redrive/dead-letter-queues.ts';
import type { DeadLetteredMessage } from '../redrive/dead-lettered-message.ts';

/** Returns a message in the dead-letter queue with this key, with attributes that are text. */
export function messageIn(
  key: string,
  body: string,
  attributes: Readonly<Record<string, string>> = {},
): DeadLetteredMessage {
  const queue = deadLetterQueues('dev').find((known) => known.key === key);
  if (!queue) throw new Error(`no queue ${key}`);
  return {
    queue: { ...queue, url: `https://sqs/${queue.name}`, targetUrl: `https://sqs/${queue.target}` },
    id: 'm-1',
    body,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
    sentAt: Date.parse('2024-11-01T06:00:00Z'),
    sequenceNumber: 1n,
  };
}

import { fakeSqs } from '@shipbell/testing';
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createSendToDeadLetterQueue, type DeadLetterReason, undeliverable } from './dead-letter-queue.ts';
import { DEAD_LETTER_QUEUE, DEAD_LETTER_QUEUE_URL, queueRecord } from './testing/queue-record.ts';

/** How many bytes a message may take on the dead-letter queue. */
const QUEUE_BYTES = 262_144;

/** Returns what is sent to SQS for a record. */
async function sentOf(record: SQSRecord, reason: DeadLetterReason, detail = 'x') {
  const { sqs, sent } = fakeSqs({ queues: [DEAD_LETTER_QUEUE] });
  await createSendToDeadLetterQueue(sqs, DEAD_LETTER_QUEUE_URL)(record, undeliverable(reason, detail));
  return sent;
}

describe('createSendToDeadLetterQueue', () => {
  it('keeps the message as it came, with the reason beside it', async () => {
    expect(await sentOf(queueRecord({ body: 'x' }), 'malformed_message', 'no JSON')).toEqual([
      {
        QueueUrl: DEAD_LETTER_QUEUE_URL,
        MessageBody: 'x',
        MessageAttributes: {
          ENV: { DataType: 'String', StringValue: 'dev' },
          DESTINATION: { DataType: 'String', StringValue: 'default' },
          CORRELATION_ID: { DataType: 'String', StringValue: 'm-1' },
          REASON: { DataType: 'String', StringValue: 'malformed_message' },
          DETAIL: { DataType: 'String', StringValue: 'no JSON' },
        },
        MessageGroupId: 'm-1',
        MessageDeduplicationId: 'm-1-malformed_message',
      },
    ]);
  });

  it('keeps no more attributes than SQS takes, among them the environment and the destination, which a redrive needs', async () => {
    const others = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`A${index}`, 'x']));
    const attributes = { ...others, DESTINATION: 'ops', ENV: 'dev' };
    const [message] = await sentOf(queueRecord({ attributes }), 'destination_refused');
    expect(Object.keys(message?.MessageAttributes ?? {})).toHaveLength(10);
    expect(message?.MessageAttributes).toMatchObject({
      ENV: { StringValue: 'dev' },
      DESTINATION: { StringValue: 'ops' },
      REASON: { StringValue: 'destination_refused' },
    });
  });

  it('adds less than a kibibyte to the message, the difference between the two queues’ limits', async () => {
    const body = 'x'.repeat(QUEUE_BYTES - 1_024);
    const record = queueRecord({ id: 'i'.repeat(128 - '-webhook_placeholder'.length), body, attributes: {} });
    const whole = { ...record, attributes: { ...record.attributes, MessageDeduplicationId: 'd'.repeat(128) } };
    for (const detail of ['한'.repeat(1_000), '😀'.repeat(1_000)]) {
      expect(await sentOf(whole, 'webhook_placeholder', detail)).toMatchObject([{ MessageBody: body }]);
    }
  });

  it('replaces the reason of a message that was redriven, and cuts and cleans the detail', async () => {
    const record = queueRecord({ attributes: { ENV: 'dev', REASON: 'webhook_missing', DETAIL: 'old' } });
    expect(await sentOf(record, 'malformed_message', `\ufffe${'x'.repeat(1_000)}`)).toMatchObject([
      {
        MessageAttributes: {
          REASON: { StringValue: 'malformed_message' },
          DETAIL: { StringValue: `\ufffd${'x'.repeat(254)}…` },
        },
      },
    ]);
  });

  it('keeps seven attributes of a message that was redriven, beside its correlation id, the reason and the detail', async () => {
    const kept = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`A${index}`, 'x']));
    const record = queueRecord({ attributes: { CORRELATION_ID: 'e-1', REASON: 'r', DETAIL: 'd', ...kept } });
    const [message] = await sentOf(record, 'malformed_message');
    expect(Object.keys(message?.MessageAttributes ?? {}).sort()).toEqual([
      ...Object.keys(kept),
      'CORRELATION_ID',
      'DETAIL',
      'REASON',
    ]);
    expect(message?.MessageAttributes?.CORRELATION_ID?.StringValue).toBe('e-1');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryLogger } from '../testing/memory.ts';
import { createEnqueue, sendMessageInput } from './enqueue.ts';

const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo';
const notification = { message: { text: 'hello' }, destination: 'default', identity: ['codedeploy', 'd-1', 'failed'] };
const EVENT = { correlationId: 'e-1', time: '2024-11-01T09:00:00.000Z' };

function input(change: Partial<typeof notification> = {}) {
  return sendMessageInput({ ...notification, ...change }, EVENT, QUEUE_URL, 'dev');
}

describe('sendMessageInput', () => {
  it('makes the SQS message that the contract describes', () => {
    expect(input()).toEqual({
      QueueUrl: QUEUE_URL,
      MessageBody: '{"text":"hello"}',
      MessageAttributes: {
        ENV: { DataType: 'String', StringValue: 'dev' },
        DESTINATION: { DataType: 'String', StringValue: 'default' },
        CORRELATION_ID: { DataType: 'String', StringValue: 'e-1' },
        EVENT_TIME: { DataType: 'String', StringValue: '2024-11-01T09:00:00.000Z' },
      },
      MessageGroupId: 'dev/default',
      MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gives the same event the same deduplication id, whatever its text', () => {
    const id = input().MessageDeduplicationId;
    expect(input({ message: { text: 'other words' } }).MessageDeduplicationId).toBe(id);
  });

  it('gives different events different deduplication ids, also if their parts join to the same text', () => {
    const part = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const ids = [one, other].map((identity) => input({ identity }).MessageDeduplicationId);
        expect(ids[0] === ids[1]).toBe(same);
      }),
    );
  });
});

describe('createEnqueue', () => {
  it('logs that a message is on the queue, with the id that the sender logs too', async () => {
    const { log, lines } = memoryLogger();
    const sqs = { send: async () => ({ MessageId: 'm-1' }) };
    await createEnqueue(sqs as never, QUEUE_URL, 'dev')(notification, EVENT, log);
    expect(lines).toEqual([
      { level: 'info', message: 'Put on the queue', fields: { destination: 'default', messageId: 'm-1' } },
    ]);
  });

  it('logs that the queue refused a message, and throws what SQS throws', async () => {
    const { log, lines } = memoryLogger();
    const error = new Error('no');
    const sqs = { send: () => Promise.reject(error) };
    await expect(createEnqueue(sqs as never, QUEUE_URL, 'dev')(notification, EVENT, log)).rejects.toBe(error);
    expect(lines).toMatchObject([{ level: 'error', message: 'Not put on the queue', fields: { error } }]);
  });
});

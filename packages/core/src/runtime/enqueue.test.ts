import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendMessageInput } from './enqueue.ts';

const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo';
const notification = { message: { text: 'hello' }, destination: 'default', identity: ['codedeploy', 'd-1', 'failed'] };
function input(change: Partial<typeof notification> = {}) {
  return sendMessageInput({ ...notification, ...change }, QUEUE_URL, 'dev');
}

describe('sendMessageInput', () => {
  it('makes the SQS message that the contract describes', () => {
    expect(input()).toEqual({
      QueueUrl: QUEUE_URL,
      MessageBody: '{"text":"hello"}',
      MessageAttributes: {
        ENV: { DataType: 'String', StringValue: 'dev' },
        DESTINATION: { DataType: 'String', StringValue: 'default' },
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

import { memorySqs } from '@shipbell/testing';
import { describe, expect, it } from 'vitest';
import { createDeadLetter } from './dead-letter.ts';
import { createDelayGroup } from './delay-group.ts';
import { queueRecord } from './testing/queue-record.ts';

const DEAD_LETTER_QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo';

/** As many as a message may take on the dead-letter queue. */
const QUEUE_BYTES = 262_144;

function recordingSqs(answer: object = {}) {
  const inputs: unknown[] = [];
  const send = async (command: { input: unknown }) => {
    inputs.push(command.input);
    return answer;
  };
  return { inputs, sqs: { send } as never };
}

describe('createDeadLetter', () => {
  it('keeps the message as it came, with the reason beside it', async () => {
    const { inputs, sqs } = recordingSqs();
    await createDeadLetter(sqs, DEAD_LETTER_QUEUE_URL)(queueRecord({ body: 'x' }), 'malformed_message', 'no JSON');
    expect(inputs).toEqual([
      {
        QueueUrl: DEAD_LETTER_QUEUE_URL,
        MessageBody: 'x',
        MessageAttributes: {
          ENV: { DataType: 'String', StringValue: 'dev' },
          DESTINATION: { DataType: 'String', StringValue: 'default' },
          REASON: { DataType: 'String', StringValue: 'malformed_message' },
          DETAIL: { DataType: 'String', StringValue: 'no JSON' },
        },
        MessageGroupId: 'm-1',
        MessageDeduplicationId: 'm-1-malformed_message',
      },
    ]);
  });

  it('keeps no more attributes than SQS takes, and of them the environment and the destination for its way back', async () => {
    const { inputs, sqs } = recordingSqs();
    const others = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`A${index}`, 'x']));
    const attributes = { ...others, DESTINATION: 'ops', ENV: 'dev' };
    await createDeadLetter(sqs, DEAD_LETTER_QUEUE_URL)(queueRecord({ attributes }), 'destination_refused', 'x');
    const [{ MessageAttributes }] = inputs as [{ MessageAttributes: object }];
    expect(Object.keys(MessageAttributes)).toHaveLength(10);
    expect(MessageAttributes).toMatchObject({
      ENV: { StringValue: 'dev' },
      DESTINATION: { StringValue: 'ops' },
      REASON: { StringValue: 'destination_refused' },
    });
  });

  it('takes less than a kibibyte more than the message, which is what the two queues differ by', async () => {
    const { sqs, messages } = memorySqs();
    const body = 'x'.repeat(QUEUE_BYTES - 1_024);
    const record = queueRecord({ body, attributes: {} });
    await createDeadLetter(sqs, DEAD_LETTER_QUEUE_URL)(record, 'webhook_placeholder', '한'.repeat(1_000));
    expect(messages).toMatchObject([{ MessageBody: body }]);
  });
});

describe('createDeadLetter of a letter that came back', () => {
  it('replaces the reason of before, and cuts and cleans the detail', async () => {
    const { inputs, sqs } = recordingSqs();
    const record = queueRecord({ attributes: { ENV: 'dev', REASON: 'webhook_missing', DETAIL: 'old' } });
    await createDeadLetter(sqs, DEAD_LETTER_QUEUE_URL)(record, 'malformed_message', `\ufffe${'x'.repeat(1_000)}`);
    expect(inputs).toMatchObject([
      {
        MessageAttributes: {
          REASON: { StringValue: 'malformed_message' },
          DETAIL: { StringValue: `\ufffd${'x'.repeat(254)}…` },
        },
      },
    ]);
  });

  it('keeps eight attributes beside the two of before', async () => {
    const { inputs, sqs } = recordingSqs();
    const kept = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`A${index}`, 'x']));
    const record = queueRecord({ attributes: { REASON: 'r', DETAIL: 'd', ...kept } });
    await createDeadLetter(sqs, DEAD_LETTER_QUEUE_URL)(record, 'malformed_message', 'x');
    const [{ MessageAttributes }] = inputs as [{ MessageAttributes: object }];
    expect(Object.keys(MessageAttributes).sort()).toEqual([...Object.keys(kept), 'DETAIL', 'REASON']);
  });
});

describe('createDelayGroup', () => {
  it('sets one visibility timeout for all, on the queue that the records came from', async () => {
    const { inputs, sqs } = recordingSqs();
    await createDelayGroup(sqs, DEAD_LETTER_QUEUE_URL)([queueRecord({ id: 'a' }), queueRecord({ id: 'b' })], 30);
    expect(inputs).toEqual([
      {
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo',
        Entries: [
          { Id: '0', ReceiptHandle: 'receipt-a', VisibilityTimeout: 30 },
          { Id: '1', ReceiptHandle: 'receipt-b', VisibilityTimeout: 30 },
        ],
      },
    ]);
  });

  it('asks in calls of ten entries, and for less than the twelve hours that count from the receive', async () => {
    const { inputs, sqs } = recordingSqs();
    const records = Array.from({ length: 11 }, (_, index) => queueRecord({ id: `${index}` }));
    await createDelayGroup(sqs, DEAD_LETTER_QUEUE_URL)(records, 100_000);
    const calls = inputs as { Entries: { VisibilityTimeout: number }[] }[];
    expect(calls.map(({ Entries }) => Entries.length)).toEqual([10, 1]);
    expect(calls[1]?.Entries[0]?.VisibilityTimeout).toBe(42_900);
  });

  it('throws when SQS refuses one of them', async () => {
    const { sqs } = recordingSqs({ Failed: [{ Id: '0', Code: 'ReceiptHandleIsInvalid', SenderFault: true }] });
    await expect(createDelayGroup(sqs, DEAD_LETTER_QUEUE_URL)([queueRecord()], 30)).rejects.toThrow(
      'ReceiptHandleIsInvalid',
    );
  });
});

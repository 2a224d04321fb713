import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, createSetVisibilityTimeout } from './return-to-queue.ts';
import { queueRecord } from './testing/queue-record.ts';

function backOff(receives: number, atLeast = 0, random = 0) {
  return backOffSeconds(queueRecord({ receives }), atLeast, () => random);
}

describe('backOffSeconds', () => {
  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 300],
    [50, 300],
    [Number.NaN, 10],
  ])('waits after receive %i at least %i seconds', (receives, seconds) => {
    expect(backOff(receives)).toBe(seconds);
  });

  it('heeds a longer wait that Slack asks for', () => {
    expect(backOff(1, 30)).toBe(30);
    expect(backOff(3, 30)).toBe(40);
  });

  it('adds some seconds by chance, so that groups that failed together come back apart', () => {
    expect([0, 0.5, 0.99].map((random) => backOff(1, 100, random))).toEqual([100, 113, 125]);
  });

  it('adds a quarter at most, and is never shorter than the wait that Slack asks for', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 100_000 }),
        chance,
        (count, wait, random) => {
          const least = backOff(count, wait);
          const seconds = backOff(count, wait, random);
          expect(Number.isInteger(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(Math.max(least, wait));
          expect(seconds).toBeLessThanOrEqual(Math.ceil(least * 1.25));
        },
      ),
    );
  });

  it('makes fifty receives last more than three and a half hours', () => {
    const waits = Array.from({ length: 49 }, (_, index) => backOff(index + 1));
    expect(waits.reduce((sum, seconds) => sum + seconds)).toBe(13_510);
  });
});

describe('createSetVisibilityTimeout', () => {
  const DEAD_LETTER_QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo';

  function setUp(answer: object = {}) {
    const inputs: unknown[] = [];
    const send = async (command: { input: unknown }) => {
      inputs.push(command.input);
      return answer;
    };
    return { inputs, setVisibilityTimeout: createSetVisibilityTimeout({ send } as never, DEAD_LETTER_QUEUE_URL) };
  }

  it('sets one visibility timeout for all records, on the queue that they came from', async () => {
    const { inputs, setVisibilityTimeout } = setUp();
    await setVisibilityTimeout([queueRecord({ id: 'a' }), queueRecord({ id: 'b' })], 30);
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
    const { inputs, setVisibilityTimeout } = setUp();
    const records = Array.from({ length: 11 }, (_, index) => queueRecord({ id: `${index}` }));
    await setVisibilityTimeout(records, 100_000);
    const calls = inputs as { Entries: { VisibilityTimeout: number }[] }[];
    expect(calls.map(({ Entries }) => Entries.length)).toEqual([10, 1]);
    expect(calls[1]?.Entries[0]?.VisibilityTimeout).toBe(42_900);
  });

  it('throws when SQS refuses one of the records', async () => {
    const { setVisibilityTimeout } = setUp({
      Failed: [{ Id: '0', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
    });
    await expect(setVisibilityTimeout([queueRecord()], 30)).rejects.toThrow('ReceiptHandleIsInvalid');
  });
});

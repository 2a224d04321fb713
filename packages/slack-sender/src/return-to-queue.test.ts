import { type ChangeMessageVisibilityBatchCommandInput, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { fakeSqs } from '@shipbell/testing';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, createSetVisibilityTimeout } from './return-to-queue.ts';
import {
  DEAD_LETTER_QUEUE,
  DEAD_LETTER_QUEUE_URL,
  QUEUE,
  QUEUE_URL,
  queueRecord,
  recordOf,
} from './testing/queue-record.ts';

function backOff(receives: number, atLeast = 0, random = 0) {
  return backOffSeconds(queueRecord({ receives }), { atLeastSeconds: atLeast, isUnavailable: false }, () => random);
}

describe('backOffSeconds', () => {
  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 300],
    [50, 300],
    [Number.NaN, 10],
  ])('returns, after receive %i, at least %i seconds', (receives, seconds) => {
    expect(backOff(receives)).toBe(seconds);
  });

  it('returns a longer wait that Slack asks for', () => {
    expect(backOff(1, 30)).toBe(30);
    expect(backOff(3, 30)).toBe(40);
  });

  it('returns a wait that an idle container may survive where the destination is unavailable', () => {
    const longest = backOffSeconds(queueRecord({ receives: 50 }), { atLeastSeconds: 0, isUnavailable: true }, () => 1);
    expect(longest).toBe(250);
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
  /** Returns records that are in flight, each in a message group of its own, and what SQS is asked. */
  async function setUp(count: number) {
    const calls: ChangeMessageVisibilityBatchCommandInput[] = [];
    const { sqs, put, messages } = fakeSqs({
      queues: [QUEUE, DEAD_LETTER_QUEUE],
      onCall: (command, input) => {
        if (command === 'ChangeMessageVisibilityBatchCommand') calls.push(input as never);
        return undefined;
      },
    });
    const records: SQSRecord[] = [];
    for (let index = 0; index < count; index += 1) {
      put(QUEUE, { body: '{"text":"hello"}', group: `${index}` });
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: QUEUE_URL }));
      records.push(...Messages.map(recordOf));
    }
    const visibleAt = () => messages(QUEUE).map((message) => message.visibleAt);
    const setVisibilityTimeout = createSetVisibilityTimeout(sqs, DEAD_LETTER_QUEUE_URL);
    return { records, calls, visibleAt, setVisibilityTimeout };
  }

  it('sets one visibility timeout for all records in one call, on the queue that they came from', async () => {
    const { records, calls, visibleAt, setVisibilityTimeout } = await setUp(2);
    await setVisibilityTimeout(records, 30);
    expect(visibleAt()).toEqual([30_000, 30_000]);
    expect(calls).toEqual([
      {
        QueueUrl: QUEUE_URL,
        Entries: records.map(({ receiptHandle }, index) => ({
          Id: `${index}`,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: 30,
        })),
      },
    ]);
  });

  it('asks in calls of ten entries, and for less than the twelve hours that count from the receive', async () => {
    const { records, calls, visibleAt, setVisibilityTimeout } = await setUp(11);
    await setVisibilityTimeout(records, 100_000);
    expect(calls.map(({ Entries }) => Entries?.length)).toEqual([10, 1]);
    expect(visibleAt()).toEqual(Array(11).fill(42_900_000));
  });

  it('throws when SQS refuses one of the records', async () => {
    const { records, setVisibilityTimeout } = await setUp(1);
    const other = queueRecord({ id: 'not in flight' });
    await expect(setVisibilityTimeout([...records, other], 30)).rejects.toThrow(
      'SQS refused 1 of 2: ReceiptHandleIsInvalid',
    );
  });
});

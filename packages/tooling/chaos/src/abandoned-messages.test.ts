import type { Stage } from '@shipbell/acceptance/stage';
import { describe, expect, it } from 'vitest';
import { followAbandoned } from './abandoned-messages.ts';

/**
 * Returns the messages of a queue that hides them for six minutes, and what was asked of it: receipts, each with its
 * timeout.
 */
function start() {
  const shown: [string, number][] = [];
  const send = async ({ input }: { input: { Entries?: { ReceiptHandle: string; VisibilityTimeout: number }[] } }) => {
    for (const { ReceiptHandle, VisibilityTimeout } of input.Entries ?? [])
      shown.push([ReceiptHandle, VisibilityTimeout]);
    return { Attributes: { VisibilityTimeout: '360' } };
  };
  const stage = { cloud: { clients: { sqs: { send } } }, queueUrl: '' } as unknown as Stage;
  return { shown, hidden: followAbandoned(async () => stage) };
}

describe('followAbandoned', () => {
  it('shows what is abandoned again after the queue’s own timeout', async () => {
    const { shown, hidden } = start();
    const receipts = Array.from({ length: 12 }, (_, index) => `receipt-${index}`);
    hidden.abandon(receipts);
    await expect.poll(() => shown).toEqual(receipts.map((receipt) => [receipt, 360]));
  });

  it('abandons what could not be returned to the queue once it is reported as failed, and leaves alone what was returned', async () => {
    const { shown, hidden } = start();
    hidden.notReturned(['denied']);
    expect(shown).toEqual([]);
    hidden.reportedFailed(['denied', 'returned']);
    await expect.poll(() => shown).toEqual([['denied', 360]]);
    hidden.reportedFailed(['denied']);
    hidden.abandon(['another']);
    await expect
      .poll(() => shown)
      .toEqual([
        ['denied', 360],
        ['another', 360],
      ]);
  });
});

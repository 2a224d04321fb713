import type { Stage } from '@shipbell/acceptance/stage';
import { expect, it } from 'vitest';
import { hiddenMessages } from './hidden-messages.ts';

/** A queue that hides messages for six minutes, and what was asked of it: receipts, each with its timeout. */
function start() {
  const shown: [string, number][] = [];
  const send = async ({ input }: { input: { Entries?: { ReceiptHandle: string; VisibilityTimeout: number }[] } }) => {
    for (const { ReceiptHandle, VisibilityTimeout } of input.Entries ?? [])
      shown.push([ReceiptHandle, VisibilityTimeout]);
    return { Attributes: { VisibilityTimeout: '360' } };
  };
  const stage = { cloud: { clients: { sqs: { send } } }, queueUrl: '' } as unknown as Stage;
  return { shown, hidden: hiddenMessages(async () => stage) };
}

it('what is abandoned shows again after the queue’s own timeout', async () => {
  const { shown, hidden } = start();
  const receipts = Array.from({ length: 12 }, (_, index) => `receipt-${index}`);
  hidden.abandon(receipts);
  await expect.poll(() => shown).toEqual(receipts.map((receipt) => [receipt, 360]));
});

it('what could not be handed back does so once it is returned, and what was handed back is left alone', async () => {
  const { shown, hidden } = start();
  hidden.notHandedBack(['denied']);
  expect(shown).toEqual([]);
  hidden.returned(['denied', 'handed back']);
  await expect.poll(() => shown).toEqual([['denied', 360]]);
  hidden.returned(['denied']);
  hidden.abandon(['another']);
  await expect
    .poll(() => shown)
    .toEqual([
      ['denied', 360],
      ['another', 360],
    ]);
});

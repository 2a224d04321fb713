import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Stage } from '@shipbell/acceptance/stage';

/** Messages that the queue hides although no invocation works on them any more. */
export interface AbandonedMessages {
  /** Makes these visible again after the queue's own visibility timeout, scaled as all waiting here. */
  abandon(receipts: readonly string[]): void;
  /** Remembers messages that the sender could not return to the queue: they are abandoned once it reports them as failed. */
  notReturned(receipts: readonly string[]): void;
  reportedFailed(receipts: readonly string[]): void;
}

/** The most entries that one call takes. */
const BATCH = 10;

/**
 * Returns functions that cut the wait for abandoned messages short. The AWS emulator hides a received message for longer than
 * its function may run: for the sender a whole minute, which is not scaled. Where nothing runs any more, because the process
 * was killed or a call was refused, only the queue's own timeout is left to wait for, and that is scaled.
 */
export function followAbandoned(stage: () => Promise<Pick<Stage, 'cloud' | 'queueUrl'>>): AbandonedMessages {
  const notReturned = new Set<string>();

  const show = async (receipts: readonly string[]) => {
    const { cloud, queueUrl: QueueUrl } = await stage();
    const { sqs } = cloud.clients;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }),
    );
    const VisibilityTimeout = Number(Attributes?.VisibilityTimeout);
    for (let start = 0; start < receipts.length; start += BATCH) {
      const Entries = receipts
        .slice(start, start + BATCH)
        .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  };
  // The messages show again in any case, only later.
  const abandon = (receipts: readonly string[]) => {
    if (receipts.length > 0) void show(receipts).catch(() => {});
  };

  return {
    abandon,
    notReturned: (receipts) => {
      for (const receipt of receipts) notReturned.add(receipt);
    },
    reportedFailed: (receipts) => abandon(receipts.filter((receipt) => notReturned.delete(receipt))),
  };
}

import { denied, failed } from './aws-answers.ts';
import type { Interfere } from './aws-faults.ts';
import type { Invocations } from './invocations.ts';
import type { LedgerBook } from './ledger.ts';
import type { Recurs } from './recurrence.ts';

export interface ReceiptOptions {
  readonly ledger: LedgerBook;
  readonly invocations: Pick<Invocations, 'received'>;
  readonly recurs: Recurs;
  /** Told of messages that nobody holds any more and that the queue still hides. */
  onAbandoned(receipts: readonly string[]): void;
  /** Told of messages that the sender could not hand back and is going to return as failed. */
  onNotHandedBack(receipts: readonly string[]): void;
}

/** What becomes of messages that were received: the sender hands them back, the event source mapping deletes them. */
export function receiptFaults(options: ReceiptOptions): { handBack: Interfere; deleteBatch: Interfere } {
  const { ledger, invocations, recurs, onAbandoned, onNotHandedBack } = options;

  const handBack: Interfere = async (request, answer) => {
    if (recurs('hand_back_denied')) {
      onNotHandedBack(receiptsIn(request.body));
      return denied();
    }
    const response = await answer(request);
    return recurs('hand_back_answer_lost') ? failed() : response;
  };

  const deleteBatch: Interfere = async (request, answer) => {
    const receipts = receiptsIn(request.body);
    if (recurs('delete_denied')) {
      const received = receipts.flatMap((receipt) => invocations.received(receipt) ?? []);
      for (const [invocation, messages] of Map.groupBy(received, (message) => message.invocation))
        ledger.record({ kind: 'delete_denied', invocation, ids: messages.map(({ id }) => id) });
      onAbandoned(receipts);
      return denied();
    }
    const response = await answer(request);
    return recurs('delete_made_but_denied') ? denied() : response;
  };

  return { handBack, deleteBatch };
}

function receiptsIn(body: Buffer): string[] {
  const { Entries } = JSON.parse(body.toString());
  return Entries.map(({ ReceiptHandle }: { ReceiptHandle: string }) => ReceiptHandle);
}

import { ENVIRONMENT } from '@shipbell/acceptance/stage';
import type { RunningInvocation } from '@shipbell/aws-emulator';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FaultKind } from './fault-kinds.ts';
import { DONE, type LedgerBook, RETURNED } from './ledger.ts';
import { idsIn } from './notification.ts';

/** An invocation of the sender. */
export interface SenderInvocation {
  readonly number: number;
  readonly ids: readonly string[];
  kill(): void;
}

/** What is known of the functions' invocations. */
export interface Invocations {
  onInvocation(invocation: RunningInvocation): void;
  /** The sender's last invocation with the notification. */
  sending(id: string | undefined): SenderInvocation | undefined;
  /** Kills every process of a handler that is at work on the notification. */
  killHandlers(id: string): void;
  /** Says which fault a handler meets with the notification. */
  hamper(id: string, fault: FaultKind): void;
  /** The notification that was received with this receipt, and by whom. */
  received(receipt: string): { id: string; invocation: number } | undefined;
  /** The invocations that have not ended. */
  running(): number;
}

interface InvocationsOptions {
  readonly ledger: LedgerBook;
  /** Told when the sender's invocation has ended with an error, of the messages that it leaves behind. */
  onAbandoned(receipts: readonly string[]): void;
  /** Told when it has ended without one, of the messages that it returned as failed. */
  onReturned(receipts: readonly string[]): void;
}

const SENDER = `shipbell-${ENVIRONMENT}-slack-sender`;

/** Follows all invocations into the ledger. */
export function followInvocations({ ledger, onAbandoned, onReturned }: InvocationsOptions): Invocations {
  const running = new Set<{ ids: readonly string[]; isSender: boolean; crash(): void }>();
  const sending = new Map<string, SenderInvocation>();
  const receipts = new Map<string, { id: string; invocation: number }>();
  const hampered = new Map<string, FaultKind>();
  let count = 0;

  const followSender = async ({ event, crash, reply }: RunningInvocation) => {
    count += 1;
    const number = count;
    const { Records } = event as SQSEvent;
    const records = Records.map(({ body, messageId, receiptHandle }) => ({
      id: idsIn(body)[0] ?? messageId,
      messageId,
      receiptHandle,
    }));
    const ids = records.map(({ id }) => id);
    const kill = () => {
      ledger.record({ kind: 'killed', invocation: number, ids });
      crash();
    };
    for (const { id, receiptHandle } of records) {
      receipts.set(receiptHandle, { id, invocation: number });
      sending.set(id, { number, ids, kill });
    }
    ledger.record({ kind: 'began', invocation: number, ids });
    const outcome = await reply;
    if ('error' in outcome) {
      ledger.record({ kind: 'ended', invocation: number, ids, outcome: outcome.error.errorMessage });
      onAbandoned(records.map(({ receiptHandle }) => receiptHandle));
      return;
    }
    const { batchItemFailures = [] } = (outcome.result ?? {}) as Partial<SQSBatchResponse>;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const [returned, done] = [true, false].map((is) => records.filter(({ messageId }) => failed.has(messageId) === is));
    if (done?.length)
      ledger.record({ kind: 'ended', invocation: number, ids: done.map(({ id }) => id), outcome: DONE });
    if (!returned?.length) return;
    ledger.record({ kind: 'ended', invocation: number, ids: returned.map(({ id }) => id), outcome: RETURNED });
    onReturned(returned.map(({ receiptHandle }) => receiptHandle));
  };

  const followHandler = async (ids: readonly string[], reply: RunningInvocation['reply']) => {
    if (!('error' in (await reply))) return;
    for (const id of ids) ledger.record({ kind: 'handler_failed', id, fault: hampered.get(id) });
  };

  const onInvocation = (invocation: RunningInvocation) => {
    const { functionName, event, crash, reply } = invocation;
    const isSender = functionName === SENDER;
    const ids = idsIn(JSON.stringify(event));
    const entry = { ids, isSender, crash };
    running.add(entry);
    const followed = isSender ? followSender(invocation) : followHandler(ids, reply);
    void followed.finally(() => running.delete(entry));
  };

  return {
    onInvocation,
    sending: (id) => sending.get(id ?? ''),
    killHandlers: (id) => {
      for (const { ids, isSender, crash } of running) if (!isSender && ids.includes(id)) crash();
    },
    hamper: (id, fault) => hampered.set(id, fault),
    received: (receipt) => receipts.get(receipt),
    running: () => running.size,
  };
}

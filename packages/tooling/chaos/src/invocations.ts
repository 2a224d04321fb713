import { ENVIRONMENT } from '@shipbell/acceptance/stage';
import type { RunningInvocation } from '@shipbell/aws-emulator';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { DONE, type FactLogWriter, TO_RETRY } from './fact-log.ts';
import type { FaultKind } from './fault-kinds.ts';
import { idsIn } from './notification.ts';

/** An invocation of the sender. */
export interface SenderInvocation {
  readonly number: number;
  readonly ids: readonly string[];
  kill(): void;
}

/** The functions' invocations, as seen from outside. */
export interface Invocations {
  onInvocation(invocation: RunningInvocation): void;
  /** Returns the sender's last invocation with the notification. */
  sending(id: string | undefined): SenderInvocation | undefined;
  /** Kills every process of a handler that works on the notification. */
  killHandlers(id: string): void;
  /** Records which fault a handler meets with the notification. */
  hamper(id: string, fault: FaultKind): void;
  /** Returns the notification that was received with this receipt, and the invocation that received it. */
  received(receipt: string): Received | undefined;
  /** Returns how many invocations have not ended. */
  running(): number;
}

/** A message that an invocation of the sender was given. */
interface Received {
  readonly id: string;
  readonly invocation: number;
}

interface InvocationsOptions {
  readonly log: FactLogWriter;
  /** Is called when an invocation of the sender has ended with an error, with the messages that it leaves behind. */
  onAbandoned(receipts: readonly string[]): void;
  /** Is called when it has ended without one, with the messages that it reported as failed. */
  onFailed(receipts: readonly string[]): void;
}

const SENDER = `shipbell-${ENVIRONMENT}-slack-sender`;

/** Follows all invocations and logs them. */
export function followInvocations({ log, onAbandoned, onFailed }: InvocationsOptions): Invocations {
  const running = new Set<{ ids: readonly string[]; isSender: boolean; crash(): void }>();
  const sending = new Map<string, SenderInvocation>();
  const receipts = new Map<string, Received>();
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
      log.record({ kind: 'killed', invocation: number, ids });
      crash();
    };
    for (const { id, receiptHandle } of records) {
      receipts.set(receiptHandle, { id, invocation: number });
      sending.set(id, { number, ids, kill });
    }
    log.record({ kind: 'began', invocation: number, ids });
    const outcome = await reply;
    if ('error' in outcome) {
      log.record({ kind: 'ended', invocation: number, ids, outcome: outcome.error.errorMessage });
      onAbandoned(records.map(({ receiptHandle }) => receiptHandle));
      return;
    }
    const { batchItemFailures = [] } = (outcome.result ?? {}) as Partial<SQSBatchResponse>;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const [returned, done] = [true, false].map((is) => records.filter(({ messageId }) => failed.has(messageId) === is));
    if (done?.length) log.record({ kind: 'ended', invocation: number, ids: done.map(({ id }) => id), outcome: DONE });
    if (!returned?.length) return;
    log.record({ kind: 'ended', invocation: number, ids: returned.map(({ id }) => id), outcome: TO_RETRY });
    onFailed(returned.map(({ receiptHandle }) => receiptHandle));
  };

  const followHandler = async (ids: readonly string[], reply: RunningInvocation['reply']) => {
    if (!('error' in (await reply))) return;
    for (const id of ids) log.record({ kind: 'handler_failed', id, fault: hampered.get(id) });
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

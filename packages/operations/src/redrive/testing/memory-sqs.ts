import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Sqs } from '../dead-letter-queues.ts';

/** A message as it lies in a queue. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly group: string | undefined;
  readonly sentAt: number;
  readonly sequence: number;
  visibleAt: number;
  receipt: string | undefined;
}

export interface SentMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly group?: string;
}

/** What becomes of one call: refused with nothing done, or done with its answer lost. */
export type CallFault = 'refused' | 'answer_lost' | undefined;

/** One call of any client, before it is done. */
export type OnCall = (name: string, input: Record<string, unknown>) => CallFault;

interface MemorySqsOptions {
  readonly now: () => number;
  readonly onCall?: OnCall;
  /** Told of what comes to a queue by SendMessage. */
  readonly onSent?: (queue: string, message: StoredMessage) => void;
}

function error(name: string): Error {
  return Object.assign(new Error(`${name} of the memory SQS`), { name });
}

/** Runs a call unless the fault keeps it from being done, or loses its answer. */
export async function withFault<T>(fault: CallFault, call: () => T): Promise<T> {
  if (fault === 'refused') throw error('ServiceUnavailable');
  const answer = call();
  if (fault === 'answer_lost') throw error('TimeoutError');
  return answer;
}

/**
 * SQS as its client sees it, with the promises that matter here: what is received is hidden for its visibility timeout,
 * a receipt is worth nothing after that, a FIFO queue gives nothing of a group of which something is hidden, at most ten
 * messages a call, and drops for five minutes what has a known deduplication id.
 */
export function memorySqs(names: readonly string[], { now, onCall, onSent }: MemorySqsOptions) {
  const queues = new Map(names.map((name) => [name, [] as StoredMessage[]]));
  const deduplicated = new Map<string, number>();
  let last = 0;

  const put = (name: string, { body, attributes = {}, group }: SentMessage): StoredMessage => {
    last += 1;
    const [id, sentAt] = [`m-${last}`, now()];
    const message = { id, body, attributes, group, sentAt, sequence: last, visibleAt: 0, receipt: undefined };
    queueOf(name).push(message);
    return message;
  };
  const queueOf = (name: string): StoredMessage[] => {
    const queue = queues.get(name);
    if (!queue) throw error('QueueDoesNotExist');
    return queue;
  };
  const isFifo = (name: string): boolean => name.endsWith('.fifo');
  const isHidden = ({ visibleAt }: StoredMessage): boolean => visibleAt > now();
  const find = (name: string, receipt: unknown): StoredMessage => {
    const message = queueOf(name).find((stored) => stored.receipt === receipt);
    if (!message || !isHidden(message)) throw error('ReceiptHandleIsInvalid');
    return message;
  };
  const hide = (message: StoredMessage, seconds: unknown): void => {
    message.visibleAt = now() + Number(seconds) * 1_000;
  };
  const remove = (name: string, receipt: unknown): void => {
    const message = find(name, receipt);
    queueOf(name).splice(queueOf(name).indexOf(message), 1);
  };

  const receive = (name: string, most: number, seconds: number) => {
    const locked = new Set(
      queueOf(name)
        .filter(isHidden)
        .map(({ group }) => group),
    );
    const free = queueOf(name).filter((message) => !isHidden(message) && !(isFifo(name) && locked.has(message.group)));
    return free.slice(0, most).map((message) => {
      hide(message, seconds);
      last += 1;
      message.receipt = `r-${last}`;
      return {
        MessageId: message.id,
        ReceiptHandle: message.receipt,
        Body: message.body,
        MessageAttributes: message.attributes,
        Attributes: {
          SentTimestamp: `${message.sentAt}`,
          ...(isFifo(name) && { SequenceNumber: `${message.sequence}` }),
        },
      };
    });
  };

  const sendMessage = (name: string, input: Record<string, unknown>): object => {
    const id = `${name} ${input.MessageDeduplicationId}`;
    if (isFifo(name) && !(input.MessageDeduplicationId && input.MessageGroupId)) throw error('InvalidParameterValue');
    if (isFifo(name) && (deduplicated.get(id) ?? 0) > now()) return {};
    deduplicated.set(id, now() + 300_000);
    const attributes = input.MessageAttributes as StoredMessage['attributes'];
    onSent?.(name, put(name, { body: `${input.MessageBody}`, attributes, group: `${input.MessageGroupId}` }));
    return {};
  };

  const calls: Record<string, (name: string, input: Record<string, unknown>) => object> = {
    GetQueueUrlCommand: (name) => ({ QueueUrl: `https://sqs/${queueOf(name) && name}` }),
    GetQueueAttributesCommand: (name) => ({
      Attributes: {
        ApproximateNumberOfMessages: `${queueOf(name).filter((message) => !isHidden(message)).length}`,
        ApproximateNumberOfMessagesNotVisible: `${queueOf(name).filter(isHidden).length}`,
      },
    }),
    ReceiveMessageCommand: (name, { MaxNumberOfMessages, VisibilityTimeout }) => ({
      Messages: receive(name, Number(MaxNumberOfMessages), Number(VisibilityTimeout)),
    }),
    SendMessageCommand: sendMessage,
    DeleteMessageCommand: (name, { ReceiptHandle }) => ({ done: remove(name, ReceiptHandle) }),
    ChangeMessageVisibilityBatchCommand: (name, { Entries }) => ({
      Failed: (Entries as { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[]).filter((entry) => {
        try {
          hide(find(name, entry.ReceiptHandle), entry.VisibilityTimeout);
          return false;
        } catch {
          return true;
        }
      }),
    }),
  };

  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { input } = command;
    const operation = command.constructor.name;
    const name = String(input.QueueName ?? input.QueueUrl).replace(/^.*\//, '');
    const call = calls[operation];
    if (!call) throw new Error(`${operation} is not played`);
    return withFault(onCall?.(operation, input), () => call(name, input));
  };
  return {
    sqs: { send } as unknown as Sqs,
    put,
    /** What lies in a queue, hidden or not. */
    messages: (name: string): readonly StoredMessage[] => queueOf(name),
    hidden: (name: string): readonly StoredMessage[] => queueOf(name).filter(isHidden),
  };
}

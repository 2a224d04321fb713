import type {
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityCommandInput,
  DeleteMessageCommandInput,
  GetQueueAttributesCommandInput,
  Message,
  ReceiveMessageCommandInput,
  SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createQueue, type PutMessage, type Queue, type QueueSettings, type StoredMessage } from './queue.ts';
import { requireRange, sqsError } from './refusals.ts';

/** The fate of one call: refused with nothing done, by a ServiceUnavailable or by this error, or done with its answer lost. */
export type CallFault = 'refused' | 'answer_lost' | Error | undefined;

interface FakeSqsOptions {
  /** A name ending in `.fifo` makes a FIFO queue. A call for any other queue is refused. */
  readonly queues: readonly (string | QueueSettings)[];
  /** Milliseconds; time stands still where it is left out. */
  readonly now?: () => number;
  /** Decides the fate of a call before it is done; `command` is the class of the SDK's command. */
  readonly onCall?: (command: string, input: Record<string, unknown>) => CallFault;
  /** Called with each message that SendMessage added to a queue. */
  readonly onSent?: (queue: string, message: StoredMessage) => void;
}

/** Resolves with the call's answer, unless the fault keeps it from being done or loses its answer. */
export async function withFault<T>(fault: CallFault, call: () => T): Promise<T> {
  if (fault instanceof Error) throw fault;
  if (fault === 'refused') throw sqsError('ServiceUnavailable', 'ServiceUnavailable of the fake SQS');
  const answer = call();
  if (fault === 'answer_lost') throw sqsError('TimeoutError', 'TimeoutError of the fake SQS');
  return answer;
}

/** Returns SQS as its client sees it, in the strictest form that its documentation allows. */
export function fakeSqs({ queues: settings, now = () => 0, onCall, onSent }: FakeSqsOptions) {
  let last = 0;
  const nextNumber = (): number => {
    last += 1;
    return last;
  };
  const all = settings.map((one) => createQueue(typeof one === 'string' ? { name: one } : one, now, nextNumber));
  const queues = new Map(all.map((queue) => [queue.name, queue]));
  const sent: SendMessageCommandInput[] = [];

  const queueOf = (url: string | undefined): Queue => {
    const queue = queues.get(`${url}`.replace(/^.*\//, ''));
    if (!queue) throw sqsError('QueueDoesNotExist', `there is no queue ${url}`);
    return queue;
  };

  const sendMessage = (queue: Queue, input: SendMessageCommandInput): object => {
    const { message, isNew } = queue.send(input);
    if (isNew) {
      sent.push(input);
      onSent?.(queue.name, message);
    }
    return { MessageId: message.id, SequenceNumber: `${message.sequence}` };
  };

  const receiveMessage = (queue: Queue, input: ReceiveMessageCommandInput): object => {
    const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds = 0 } = input;
    requireRange('WaitTimeSeconds', WaitTimeSeconds, 0, 20);
    const { received, exhausted } = queue.receive(MaxNumberOfMessages, VisibilityTimeout);
    for (const message of exhausted) queueOf(queue.redrivePolicy?.deadLetterQueue).takeOver(message);
    return { Messages: received.map((message) => asReceived(message, queue.isFifo, input)) };
  };

  const play = (command: string, input: Record<string, unknown>): object => {
    if (command === 'GetQueueUrlCommand') return { QueueUrl: urlOf(queueOf(input.QueueName as string)) };
    const queue = queueOf(input.QueueUrl as string);
    switch (command) {
      case 'SendMessageCommand':
        return sendMessage(queue, input as unknown as SendMessageCommandInput);
      case 'ReceiveMessageCommand':
        return receiveMessage(queue, input as unknown as ReceiveMessageCommandInput);
      case 'DeleteMessageCommand':
        queue.remove((input as unknown as DeleteMessageCommandInput).ReceiptHandle);
        return {};
      case 'ChangeMessageVisibilityCommand': {
        const { ReceiptHandle, VisibilityTimeout } = input as unknown as ChangeMessageVisibilityCommandInput;
        queue.setVisibility(ReceiptHandle, Number(VisibilityTimeout));
        return {};
      }
      case 'ChangeMessageVisibilityBatchCommand':
        return changeVisibilities(queue, input as unknown as ChangeMessageVisibilityBatchCommandInput);
      case 'GetQueueAttributesCommand':
        return { Attributes: attributesOf(queue, input as unknown as GetQueueAttributesCommandInput) };
      default:
        throw new Error(`The fake SQS does not play ${command}.`);
    }
  };

  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const name = command.constructor.name;
    return withFault(onCall?.(name, command.input), () => play(name, command.input));
  };

  return {
    sqs: { send } as unknown as Pick<SQSClient, 'send'>,
    /** What SendMessage added to any queue, in order: neither refused nor dropped as a duplicate. */
    sent: sent as readonly SendMessageCommandInput[],
    put: (name: string, message: PutMessage): StoredMessage => queueOf(name).put(message),
    /** Returns what lies in a queue, in flight or not. */
    messages: (name: string): readonly StoredMessage[] => queueOf(name).messages,
    inFlight: (name: string): readonly StoredMessage[] => queueOf(name).inFlight(),
    /** Returns when a queue may have something to receive, now or later; undefined while it is empty. */
    nextReceivableAt: (name: string): number | undefined => queueOf(name).nextReceivableAt(),
  };
}

function urlOf({ name }: Queue): string {
  return `https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`;
}

/** Returns the message with those attributes that the call asks for. */
function asReceived(message: StoredMessage, isFifo: boolean, input: ReceiveMessageCommandInput): Message {
  const { MessageAttributeNames = [], MessageSystemAttributeNames = [] } = input;
  const system = {
    SentTimestamp: `${message.sentAt}`,
    ApproximateReceiveCount: `${message.receiveCount}`,
    ApproximateFirstReceiveTimestamp: `${message.firstReceivedAt}`,
    MessageGroupId: message.group,
    ...(isFifo && { SequenceNumber: `${message.sequence}`, MessageDeduplicationId: message.deduplicationId }),
  };
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MessageAttributes: pick(structuredClone(message.attributes), MessageAttributeNames),
    Attributes: pick(system, MessageSystemAttributeNames) as Message['Attributes'],
  };
}

function pick<Value>(from: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  const entries = Object.entries(from).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.filter(([name]) => names.includes('All') || names.includes(name)));
}

/**
 * Returns a queue's attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
function attributesOf(queue: Queue, { AttributeNames = [] }: GetQueueAttributesCommandInput): Record<string, string> {
  const inFlight = queue.inFlight().length;
  const all = {
    ApproximateNumberOfMessages: `${queue.messages.length - inFlight}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
  };
  return pick(all, AttributeNames);
}

/**
 * Changes the visibility timeouts of several messages, and returns which of them it could change.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
function changeVisibilities(queue: Queue, { Entries = [] }: ChangeMessageVisibilityBatchCommandInput): object {
  if (Entries.length === 0) throw sqsError('EmptyBatchRequest');
  if (Entries.length > 10) throw sqsError('TooManyEntriesInBatchRequest');
  if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) throw sqsError('BatchEntryIdsNotDistinct');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const { Id, ReceiptHandle, VisibilityTimeout } of Entries) {
    try {
      queue.setVisibility(ReceiptHandle, Number(VisibilityTimeout));
      Successful.push({ Id });
    } catch (error) {
      const { name: Code, message: Message } = error as Error;
      Failed.push({ Id, Code, Message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

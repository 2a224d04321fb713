import type { SendMessageCommand, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';

/** What a queue takes unless it is told more: 256 KiB, attributes included. AWS allows 1 MiB since August 2025. */
const QUEUE_BYTES = 262_144;

/**
 * SQS as a client of it sees a FIFO queue: what its documentation forbids is refused, and a message whose deduplication
 * id is known is accepted and dropped. `refuse` makes it throw what it likes.
 */
export function memorySqs(refuse?: (input: SendMessageCommandInput) => Error | undefined) {
  const messages: SendMessageCommandInput[] = [];
  const send = async ({ input }: SendMessageCommand): Promise<object> => {
    const error = refuse?.(input) ?? sqsRefusal(input);
    if (error) throw error;
    if (messages.every((known) => known.MessageDeduplicationId !== input.MessageDeduplicationId)) messages.push(input);
    return {};
  };
  return { sqs: { send } as unknown as Pick<SQSClient, 'send'>, messages };
}

const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;
const ID = /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/;

/**
 * The error with which SQS refuses a message for a FIFO queue; undefined for one that it takes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sqsRefusal(input: SendMessageCommandInput): Error | undefined {
  const { MessageBody = '', MessageAttributes = {}, MessageGroupId = '', MessageDeduplicationId = '' } = input;
  const values = Object.values(MessageAttributes).map(({ StringValue = '' }) => StringValue);
  if (![MessageBody, ...values].every((text) => ALLOWED.test(text))) return refused('InvalidMessageContents');
  if (values.length > 10) return refused('InvalidParameterValue', 'more than 10 attributes');
  if (!ID.test(MessageGroupId)) return refused('InvalidParameterValue', 'MessageGroupId');
  if (!ID.test(MessageDeduplicationId)) return refused('InvalidParameterValue', 'MessageDeduplicationId');
  const bytes = queueBytes(input);
  return bytes > QUEUE_BYTES ? refused('InvalidParameterValue', `${bytes} bytes`) : undefined;
}

function refused(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

/**
 * What SQS counts: the body with names, types and values of the attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
function queueBytes({ MessageBody, MessageAttributes = {} }: SendMessageCommandInput): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [MessageBody, ...attributes].reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
}

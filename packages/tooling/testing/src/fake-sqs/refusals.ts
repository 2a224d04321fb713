import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';

/** The limit of a queue that sets none of its own: 256 KiB, attributes included. AWS allows 1 MiB since August 2025. */
const QUEUE_BYTES = 262_144;

const MOST_ATTRIBUTES = 10;

const ALLOWED_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;
const FIFO_ID = /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/;
const ATTRIBUTE_NAME = /^(?!aws\.|amazon\.)[\w-]+(\.[\w-]+)*$/i;
const ATTRIBUTE_TYPE = /^(String|Number|Binary)(\..+)?$/;

/** Returns an error as the SDK throws it: its name is AWS's error code. */
export function sqsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

function invalid(message: string): Error {
  return sqsError('InvalidParameterValue', message);
}

/**
 * Returns the error with which SQS refuses a message, or undefined for one that it takes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sqsRefusal(input: SendMessageCommandInput, isFifo = true): Error | undefined {
  const { MessageBody = '', MessageAttributes = {} } = input;
  if (!ALLOWED_TEXT.test(MessageBody)) return sqsError('InvalidMessageContents');
  const attributes = Object.entries(MessageAttributes);
  if (attributes.length > MOST_ATTRIBUTES) return invalid(`more than ${MOST_ATTRIBUTES} attributes`);
  for (const [name, value] of attributes) {
    const error = attributeRefusal(name, value);
    if (error) return error;
  }
  const bytes = queueBytes(input);
  if (bytes > QUEUE_BYTES) return invalid(`${bytes} bytes`);
  return isFifo ? fifoRefusal(input) : standardRefusal(input);
}

/**
 * Returns SQS's refusal of an attribute.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
function attributeRefusal(name: string, value: MessageAttributeValue): Error | undefined {
  const { DataType = '', StringValue = '', BinaryValue = new Uint8Array() } = value;
  if (!ATTRIBUTE_NAME.test(name) || name.length > 256) return invalid(`the attribute name ${JSON.stringify(name)}`);
  if (!ATTRIBUTE_TYPE.test(DataType)) return invalid(`the data type of the attribute ${name}`);
  if (DataType.startsWith('Binary')) {
    return BinaryValue.length === 0 ? invalid(`the attribute ${name} is empty`) : undefined;
  }
  if (StringValue === '') return invalid(`the attribute ${name} is empty`);
  return ALLOWED_TEXT.test(StringValue) ? undefined : sqsError('InvalidMessageContents');
}

/**
 * Returns a FIFO queue's refusal: without deduplication by content, as all of ours, it wants both ids, and it delays no
 * single message.
 */
function fifoRefusal({ MessageGroupId = '', MessageDeduplicationId = '', DelaySeconds = 0 }: SendMessageCommandInput) {
  if (!FIFO_ID.test(MessageGroupId)) return invalid('MessageGroupId');
  if (!FIFO_ID.test(MessageDeduplicationId)) return invalid('MessageDeduplicationId');
  return DelaySeconds === 0 ? undefined : invalid('DelaySeconds of a message on a FIFO queue');
}

function standardRefusal({ MessageGroupId, MessageDeduplicationId }: SendMessageCommandInput): Error | undefined {
  if (MessageDeduplicationId !== undefined) return invalid('MessageDeduplicationId on a standard queue');
  return MessageGroupId === undefined || FIFO_ID.test(MessageGroupId) ? undefined : invalid('MessageGroupId');
}

/**
 * Returns the bytes that SQS counts: the body with names, types and values of the attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
function queueBytes({ MessageBody, MessageAttributes = {} }: SendMessageCommandInput): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    DataType,
    BinaryValue ?? StringValue,
  ]);
  return [MessageBody, ...attributes].reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
}

/** Throws what SQS throws for a number outside of the range that a parameter has. */
export function requireRange(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw invalid(`Value ${value} for parameter ${name} is invalid. Must be between ${least} and ${most}.`);
  }
}

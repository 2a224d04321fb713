import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { sqsRefusal } from './refusals.ts';

function input(change: Partial<SendMessageCommandInput> = {}): SendMessageCommandInput {
  return {
    QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo',
    MessageBody: '{"text":"hello"}',
    MessageGroupId: 'dev/default',
    MessageDeduplicationId: '1',
    ...change,
  };
}

describe('sqsRefusal', () => {
  it('returns undefined for a message that a FIFO queue takes', () => {
    expect(sqsRefusal(input())).toBeUndefined();
    const MessageAttributes = { 'a.b-c_d': { DataType: 'String', StringValue: '🐙\n' } };
    expect(sqsRefusal(input({ MessageBody: 'x'.repeat(262_000), MessageAttributes }))).toBeUndefined();
  });

  it.each<[string, string, Partial<SendMessageCommandInput>]>([
    ['U+FFFE', 'InvalidMessageContents', { MessageBody: '\ufffe' }],
    ['a control character', 'InvalidMessageContents', { MessageBody: '\u0007' }],
    ['half an emoji', 'InvalidMessageContents', { MessageBody: '\ud83d' }],
    ['an empty body', 'InvalidMessageContents', { MessageBody: '' }],
    [
      'a control character in an attribute',
      'InvalidMessageContents',
      { MessageAttributes: { A: { DataType: 'String', StringValue: '\u0007' } } },
    ],
    [
      'an empty attribute',
      'InvalidParameterValue',
      { MessageAttributes: { A: { DataType: 'String', StringValue: '' } } },
    ],
    [
      'an empty binary attribute',
      'InvalidParameterValue',
      { MessageAttributes: { A: { DataType: 'Binary', BinaryValue: new Uint8Array() } } },
    ],
    [
      'an attribute of no known type',
      'InvalidParameterValue',
      { MessageAttributes: { A: { DataType: 'Text', StringValue: 'x' } } },
    ],
    [
      'an attribute with a name of AWS’s own',
      'InvalidParameterValue',
      { MessageAttributes: { 'AWS.A': { DataType: 'String', StringValue: 'x' } } },
    ],
    [
      'eleven attributes',
      'InvalidParameterValue',
      {
        MessageAttributes: Object.fromEntries(
          Array.from({ length: 11 }, (_, index) => [`A${index}`, { DataType: 'String', StringValue: 'x' }]),
        ),
      },
    ],
    ['a group with a space', 'InvalidParameterValue', { MessageGroupId: 'dev / default' }],
    ['a long deduplication id', 'InvalidParameterValue', { MessageDeduplicationId: 'x'.repeat(129) }],
    ['a delay of one message on a FIFO queue', 'InvalidParameterValue', { DelaySeconds: 1 }],
    ['more than 256 KiB', 'InvalidParameterValue', { MessageBody: 'é'.repeat(131_073) }],
  ])('returns SQS’s error for %s', (_what, name, change) => {
    expect(sqsRefusal(input(change))).toMatchObject({ name });
  });

  it('returns an error for a deduplication id on a standard queue, which may have a group alone', () => {
    const isFifo = false;
    expect(sqsRefusal(input(), isFifo)).toMatchObject({ name: 'InvalidParameterValue' });
    expect(sqsRefusal(input({ MessageDeduplicationId: undefined }), isFifo)).toBeUndefined();
  });
});

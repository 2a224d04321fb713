import { SendMessageCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { memorySqs } from './memory-sqs.ts';

function input(change: Partial<SendMessageCommandInput> = {}): SendMessageCommandInput {
  return {
    QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo',
    MessageBody: '{"text":"hello"}',
    MessageGroupId: 'dev/default',
    MessageDeduplicationId: '1',
    ...change,
  };
}

describe('the queue in memory', () => {
  it('drops a message whose deduplication id it knows', async () => {
    const { sqs, messages } = memorySqs();
    for (const id of ['1', '2', '1']) await sqs.send(new SendMessageCommand(input({ MessageDeduplicationId: id })));
    expect(messages.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).toEqual(['1', '2']);
  });

  it.each<[string, string, Partial<SendMessageCommandInput>]>([
    ['U+FFFE', 'InvalidMessageContents', { MessageBody: '\ufffe' }],
    ['a control character', 'InvalidMessageContents', { MessageBody: '\u0007' }],
    ['half an emoji', 'InvalidMessageContents', { MessageBody: '\ud83d' }],
    ['nothing', 'InvalidMessageContents', { MessageBody: '' }],
    [
      'an empty attribute',
      'InvalidParameterValue',
      { MessageAttributes: { A: { DataType: 'String', StringValue: '' } } },
    ],
    ['a group with a space', 'InvalidParameterValue', { MessageGroupId: 'dev / default' }],
    ['a long deduplication id', 'InvalidParameterValue', { MessageDeduplicationId: 'x'.repeat(129) }],
    ['more than 256 KiB', 'InvalidParameterValue', { MessageBody: 'é'.repeat(131_073) }],
  ])('refuses %s', async (_name, name, change) => {
    const { sqs, messages } = memorySqs();
    await expect(sqs.send(new SendMessageCommand(input(change)))).rejects.toMatchObject({ name });
    expect(messages).toEqual([]);
  });
});

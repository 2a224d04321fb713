import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { fakeSqs } from './fake-sqs.ts';

const QUEUE = 'slack.fifo';
const STANDARD = 'events';
const DEAD_LETTER_QUEUE = 'slack-dlq.fifo';
const QueueUrl = `https://sqs.eu-west-1.amazonaws.com/123456789012/${QUEUE}`;

function setUp({ onCall }: Pick<Parameters<typeof fakeSqs>[0], 'onCall'> = {}) {
  let time = 1_000;
  const redrivePolicy = { maxReceiveCount: 2, deadLetterQueue: DEAD_LETTER_QUEUE };
  const fake = fakeSqs({
    queues: [{ name: QUEUE, visibilityTimeoutSeconds: 60, redrivePolicy }, STANDARD, DEAD_LETTER_QUEUE],
    now: () => time,
    ...(onCall && { onCall }),
  });
  const { sqs } = fake;
  let sends = 0;
  const sendMessage = (change: Partial<SendMessageCommandInput> = {}) => {
    sends += 1;
    const ids = { MessageGroupId: 'dev/default', MessageDeduplicationId: `${sends}` };
    return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"text":"hello"}', ...ids, ...change }));
  };
  const receive = async (change: Partial<ReceiveMessageCommandInput> = {}) => {
    const input = { QueueUrl, MaxNumberOfMessages: 10, ...change };
    return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };
  const bodies = async (change: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(change)).map(({ Body }) => Body);
  const remove = (ReceiptHandle: string | undefined) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const pass = (seconds: number) => {
    time += seconds * 1_000;
  };
  return { ...fake, sendMessage, receive, bodies, remove, pass };
}

describe('SendMessage of the fake SQS', () => {
  it('drops for five minutes a message whose deduplication id the FIFO queue knows, and answers as before', async () => {
    const { sendMessage, sent, messages, pass } = setUp();
    const first = await sendMessage({ MessageDeduplicationId: 'x', MessageBody: 'one' });
    pass(299);
    expect(await sendMessage({ MessageDeduplicationId: 'x', MessageBody: 'two' })).toEqual(first);
    pass(1);
    await sendMessage({ MessageDeduplicationId: 'x', MessageBody: 'three' });
    expect(messages(QUEUE).map(({ body }) => body)).toEqual(['one', 'three']);
    expect(sent.map(({ MessageBody }) => MessageBody)).toEqual(['one', 'three']);
  });

  it('refuses what SQS refuses, and keeps nothing of it', async () => {
    const { sendMessage, messages, sent } = setUp();
    await expect(sendMessage({ MessageBody: '' })).rejects.toMatchObject({ name: 'InvalidMessageContents' });
    const toStandard = sendMessage({ QueueUrl: STANDARD });
    await expect(toStandard).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(sendMessage({ QueueUrl: 'other.fifo' })).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    expect([messages(QUEUE), messages(STANDARD), sent]).toEqual([[], [], []]);
  });

  it('takes text, a number and bytes as attributes', async () => {
    const { sendMessage, receive } = setUp();
    const MessageAttributes = {
      'a.b-c_d': { DataType: 'String', StringValue: '🐙' },
      count: { DataType: 'Number', StringValue: '3' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3]) },
    };
    await sendMessage({ MessageAttributes });
    expect(await receive({ MessageAttributeNames: ['All'] })).toMatchObject([{ MessageAttributes }]);
  });
});

describe('ReceiveMessage of the fake SQS', () => {
  it('gives nothing of a FIFO message group while one of its messages is in flight', async () => {
    const { sendMessage, bodies, receive, remove, pass } = setUp();
    for (const MessageBody of ['one', 'two']) await sendMessage({ MessageBody });
    await sendMessage({ MessageBody: 'other', MessageGroupId: 'dev/data' });
    const [first] = await receive({ MaxNumberOfMessages: 1 });
    expect(await bodies()).toEqual(['other']);
    await remove(first?.ReceiptHandle);
    expect(await bodies()).toEqual(['two']);
    pass(60);
    expect(await bodies()).toEqual(['two', 'other']);
  });

  it('gives as much of one FIFO message group as it can before it begins with the next', async () => {
    const { sendMessage, bodies } = setUp();
    for (const [MessageBody, MessageGroupId] of ['a1', 'b1', 'a2', 'b2'].map((body) => [body, body.slice(0, 1)]))
      await sendMessage({ MessageBody, MessageGroupId });
    expect(await bodies({ MaxNumberOfMessages: 3 })).toEqual(['a1', 'a2', 'b1']);
  });

  it('gives the next messages of a standard queue while others are in flight', async () => {
    const { put, bodies } = setUp();
    for (const body of ['one', 'two']) put(STANDARD, { body });
    const next = { QueueUrl: STANDARD, MaxNumberOfMessages: 1 };
    expect([await bodies(next), await bodies(next), await bodies(next)]).toEqual([['one'], ['two'], []]);
  });

  it('gives those attributes that the call names', async () => {
    const { sendMessage, receive, pass } = setUp();
    await sendMessage({ MessageAttributes: { A: { DataType: 'String', StringValue: 'x' } } });
    expect(await receive()).toMatchObject([{ MessageAttributes: {}, Attributes: {} }]);
    pass(60);
    const all = { MessageAttributeNames: ['A'], MessageSystemAttributeNames: ['All' as const] };
    expect(await receive(all)).toMatchObject([
      {
        MessageAttributes: { A: { StringValue: 'x' } },
        Attributes: {
          SentTimestamp: '1000',
          ApproximateReceiveCount: '2',
          ApproximateFirstReceiveTimestamp: '1000',
          MessageGroupId: 'dev/default',
          MessageDeduplicationId: '1',
        },
      },
    ]);
  });

  it('gives one message where the call does not say how many', async () => {
    const { put, sqs } = setUp();
    for (const body of ['one', 'two']) put(STANDARD, { body });
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: STANDARD }));
    expect(Messages).toHaveLength(1);
  });

  it.each<Partial<ReceiveMessageCommandInput>>([
    { MaxNumberOfMessages: 0 },
    { MaxNumberOfMessages: 11 },
    { VisibilityTimeout: 43_201 },
    { WaitTimeSeconds: 21 },
  ])('refuses %j', async (change) => {
    await expect(setUp().receive(change)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('moves a message that was received as often as the redrive policy allows, with its id and its group', async () => {
    const { sendMessage, receive, messages, pass } = setUp();
    await sendMessage({ MessageBody: 'poison' });
    await sendMessage({ MessageBody: 'next' });
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await receive({ MaxNumberOfMessages: 1 })).toMatchObject([{ MessageId: 'm-1' }]);
      pass(60);
    }
    expect(await receive()).toMatchObject([{ Body: 'next' }]);
    expect(messages(DEAD_LETTER_QUEUE)).toMatchObject([
      { id: 'm-1', body: 'poison', group: 'dev/default', receiveCount: 0, sentAt: 121_000 },
    ]);
  });
});

describe('a receipt of the fake SQS', () => {
  it('deletes its message while that is in flight, and nothing afterwards', async () => {
    const { sendMessage, receive, remove, messages, pass } = setUp();
    await sendMessage();
    const [first] = await receive();
    pass(60);
    await expect(remove(first?.ReceiptHandle)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    const [second] = await receive();
    await expect(remove(first?.ReceiptHandle)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    await remove(second?.ReceiptHandle);
    expect(messages(QUEUE)).toEqual([]);
    await expect(remove(second?.ReceiptHandle)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('changes how long its message is in flight', async () => {
    const { sqs, sendMessage, receive, inFlight, nextReceivableAt, pass } = setUp();
    await sendMessage();
    const [{ ReceiptHandle } = {}] = await receive();
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 300 }));
    pass(299);
    expect([inFlight(QUEUE).length, nextReceivableAt(QUEUE)]).toEqual([1, 301_000]);
    pass(1);
    expect(inFlight(QUEUE)).toEqual([]);
  });

  it('keeps its message in flight for no more than twelve hours after the receive', async () => {
    const { sqs, sendMessage, receive, pass } = setUp();
    await sendMessage();
    const [{ ReceiptHandle } = {}] = await receive();
    pass(30);
    const change = (VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await expect(change(43_171)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await change(43_170);
  });
});

describe('ChangeMessageVisibilityBatch of the fake SQS', () => {
  it('answers for each entry alone', async () => {
    const { sqs, put, receive, inFlight } = setUp();
    for (const body of ['one', 'two']) put(STANDARD, { body });
    const [first] = await receive({ QueueUrl: STANDARD });
    const Entries = [first?.ReceiptHandle, 'other'].map((ReceiptHandle, index) => ({
      Id: `${index}`,
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    const answer = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: STANDARD, Entries }));
    expect(answer).toMatchObject({ Successful: [{ Id: '0' }], Failed: [{ Id: '1', Code: 'ReceiptHandleIsInvalid' }] });
    expect(inFlight(STANDARD).map(({ body }) => body)).toEqual(['two']);
  });

  it.each([
    ['no entry', 'EmptyBatchRequest', []],
    ['more than ten entries', 'TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, index) => `${index}`)],
    ['an id that stands twice', 'BatchEntryIdsNotDistinct', ['1', '1']],
  ])('refuses %s', async (_what, name, ids) => {
    const Entries = ids.map((Id) => ({ Id, ReceiptHandle: 'r-1', VisibilityTimeout: 0 }));
    const batch = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
    await expect(setUp().sqs.send(batch)).rejects.toMatchObject({ name });
  });
});

describe('the fake SQS', () => {
  it('counts what may be received and what is in flight', async () => {
    const { sqs, put, receive } = setUp();
    for (const body of ['one', 'two', 'three']) put(STANDARD, { body });
    await receive({ QueueUrl: STANDARD, MaxNumberOfMessages: 1 });
    const ask = new GetQueueAttributesCommand({ QueueUrl: STANDARD, AttributeNames: ['All'] });
    expect((await sqs.send(ask)).Attributes).toEqual({
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
  });

  it('gives the URL of a queue that exists, and an error for any other', async () => {
    const { sqs } = setUp();
    expect(await sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE }))).toEqual({ QueueUrl });
    const other = sqs.send(new GetQueueUrlCommand({ QueueName: 'other' }));
    await expect(other).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it.each([
    ['a refused call', 'refused', 'ServiceUnavailable', 0],
    ['a call refused with an error', Object.assign(new Error('x'), { name: 'AccessDenied' }), 'AccessDenied', 0],
    ['a lost answer', 'answer_lost', 'TimeoutError', 1],
  ] as const)('throws for %s, and only a lost answer leaves the call done', async (_what, fault, name, done) => {
    const { sendMessage, messages } = setUp({ onCall: () => fault });
    await expect(sendMessage()).rejects.toMatchObject({ name });
    expect(messages(QUEUE)).toHaveLength(done);
  });

  it('passes every call to the fault hook, and every message that was sent to its listener', async () => {
    const calls: string[] = [];
    const sent: string[] = [];
    const { sqs } = fakeSqs({
      queues: [QUEUE],
      onCall: (command) => void calls.push(command),
      onSent: (queue, { body }) => sent.push(`${queue} ${body}`),
    });
    const message = { QueueUrl, MessageBody: 'one', MessageGroupId: 'g', MessageDeduplicationId: '1' };
    for (let turn = 0; turn < 2; turn += 1) await sqs.send(new SendMessageCommand(message));
    expect(calls).toEqual(['SendMessageCommand', 'SendMessageCommand']);
    expect(sent).toEqual([`${QUEUE} one`]);
  });
});

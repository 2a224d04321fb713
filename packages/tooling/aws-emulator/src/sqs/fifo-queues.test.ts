import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { startQueues } from '../testing/start-queues.ts';

const ACCOUNT = '210987654321';
/** A second of visibility timeout is a millisecond, so what is asked for in thousands are seconds. */
const TIME_SCALE = 0.001;
const SOON = { timeout: 30_000 };

/** A FIFO queue; the body of a message is its group and a number: `a1`. */
async function start(attributes: Record<string, string> = {}) {
  const { sqs, create, receive, remove, hide } = await startQueues({ account: ACCOUNT, timeScale: TIME_SCALE });
  const QueueUrl = await create('ordered.fifo', { FifoQueue: 'true', ...attributes });
  const send = async (...bodies: string[]) => {
    for (const body of bodies) {
      const fifo = { MessageGroupId: body.slice(0, 1), MessageDeduplicationId: body };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo }));
    }
  };
  return {
    sqs,
    create,
    QueueUrl,
    send,
    receive: (most?: number, from = QueueUrl) => receive(from, most),
    remove: (message: Message | undefined) => remove(message ?? {}, QueueUrl),
    hide: (message: Message | undefined, seconds: number, at = QueueUrl) => hide(message ?? {}, at, seconds),
  };
}

function bodies(messages: Message[]) {
  return messages.map(({ Body }) => Body);
}
function counts(messages: Message[]) {
  return messages.map(({ Attributes }) => Attributes?.ApproximateReceiveCount);
}
/** All orders of the indices of three. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

describe('a batch', () => {
  it('brings several of a group, in order', async () => {
    const { send, receive } = await start();
    await send('a1', 'a2', 'a3');
    expect(bodies(await receive())).toEqual(['a1', 'a2', 'a3']);
  });

  it('brings as many as were asked for', async () => {
    const { send, receive } = await start();
    await send('a1', 'a2', 'a3');
    expect(bodies(await receive(2))).toEqual(['a1', 'a2']);
  });

  it('brings ten of all groups, each in order, and leaves the rest of a group locked', async () => {
    const { send, receive } = await start();
    for (let n = 1; n <= 7; n += 1) await send(`a${n}`, `b${n}`);
    const first = bodies(await receive());
    expect(first).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b1', 'b2', 'b3']);
    expect(await receive()).toEqual([]);
  });

  it('is not always of the same group', async () => {
    const { send, receive, remove } = await start();
    await send('a1', 'a2', 'b1', 'b2');
    const [a1] = await receive(1);
    await remove(a1);
    expect(bodies(await receive())).toEqual(['b1', 'b2', 'a2']);
  });
});

describe('a group', () => {
  it('is locked until everything that was received of it is deleted', async () => {
    const { send, receive, remove } = await start();
    await send('a1', 'a2', 'a3');
    const [a1, a2] = await receive(2);
    await remove(a1);
    expect(await receive()).toEqual([]);
    await remove(a2);
    expect(bodies(await receive())).toEqual(['a3']);
  });

  it('is locked as long as one of it is under way, though another was handed back', async () => {
    const { send, receive, remove, hide } = await start();
    await send('a1', 'a2', 'a3');
    const [a1, a2] = await receive(2);
    await hide(a2, 0);
    expect(await receive()).toEqual([]);
    await remove(a1);
    expect(bodies(await receive())).toEqual(['a2', 'a3']);
  });

  it.each(ORDERS)('is in order after its messages were handed back in the order %i, %i, %i', async (...order) => {
    const { send, receive, hide } = await start();
    await send('a1', 'a2', 'a3', 'a4');
    const batch = await receive(3);
    for (const index of order) await hide(batch[index], 0);
    const again = await receive();
    expect(bodies(again)).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(counts(again)).toEqual(['2', '2', '2', '1']);
  });

  it.each(ORDERS)('is in order after its messages expired in the order %i, %i, %i', SOON, async (...order) => {
    const { send, receive, hide } = await start();
    await send('a1', 'a2', 'a3', 'a4');
    const batch = await receive(3);
    for (const [turn, index] of order.entries()) await hide(batch[index], (turn + 1) * 100);
    let again: Message[] = [];
    while (again.length === 0) again = await receive();
    expect(bodies(again)).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(counts(again)).toEqual(['2', '2', '2', '1']);
  });

  it('keeps the order of sending when its messages are delayed', SOON, async () => {
    const { send, receive, remove } = await start({ DelaySeconds: '1' });
    await send('a1', 'a2', 'a3');
    const got: Message[] = [];
    while (got.length < 3) {
      const batch = await receive();
      got.push(...batch);
      for (const message of batch) await remove(message);
    }
    expect(bodies(got)).toEqual(['a1', 'a2', 'a3']);
  });

  it('has what was handed back before what was delayed behind it', SOON, async () => {
    const { send, receive, hide } = await start({ DelaySeconds: '1' });
    await send('a1');
    let first: Message[] = [];
    while (first.length === 0) first = await receive();
    await send('a2');
    await hide(first[0], 2_000);
    let again: Message[] = [];
    while (again.length === 0) again = await receive();
    expect(bodies(again)).toEqual(['a1', 'a2']);
  });
});

describe('a receipt that has expired', () => {
  /** A message whose first receipt has expired. */
  async function expired() {
    const queue = await start();
    await queue.send('a1', 'a2');
    const [first] = await queue.receive(1);
    await queue.hide(first, 1);
    await sleep(50);
    return { ...queue, first };
  }

  it('deletes nothing and says so', async () => {
    const { first, remove, receive } = await expired();
    await expect(remove(first)).rejects.toThrow('The receipt handle has expired');
    expect(bodies(await receive())).toEqual(['a1', 'a2']);
  });

  it('deletes nothing after the message was received again, and does not unlock its group', async () => {
    const { first, remove, receive } = await expired();
    expect(bodies(await receive(1))).toEqual(['a1']);
    await expect(remove(first)).rejects.toThrow('The receipt handle has expired');
    expect(await receive()).toEqual([]);
  });

  it('is told of among those of a batch', async () => {
    const { sqs, QueueUrl, first, receive } = await expired();
    const [again] = await receive(1);
    const Entries = [
      { Id: 'expired', ReceiptHandle: first?.ReceiptHandle },
      { Id: 'current', ReceiptHandle: again?.ReceiptHandle },
    ];
    const { Successful, Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful).toEqual([{ Id: 'current' }]);
    expect(Failed).toMatchObject([{ Id: 'expired', SenderFault: true, Code: 'InvalidParameterValue' }]);
    expect(bodies(await receive())).toEqual(['a2']);
  });

  it('does not prolong anything', async () => {
    const { first, hide, receive } = await expired();
    await expect(hide(first, 30_000)).rejects.toThrow('not available for visibility timeout change');
    expect(bodies(await receive())).toEqual(['a1', 'a2']);
  });
});

describe('a dead-letter queue', () => {
  /** A queue with one that takes what was received more often than `maxReceiveCount`. */
  async function withDeadLetters(maxReceiveCount: number) {
    const deadLetterTargetArn = `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:dead.fifo`;
    const queue = await start({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) });
    const deadLetters = await queue.create('dead.fifo', { FifoQueue: 'true' });
    return { ...queue, deadLetters };
  }

  it('takes a group in order, and keeps it so', async () => {
    const { send, receive, hide, deadLetters } = await withDeadLetters(1);
    await send('a1', 'a2', 'a3');
    for (const message of (await receive()).toReversed()) await hide(message, 0);
    expect(await receive()).toEqual([]);
    const letters = await receive(10, deadLetters);
    expect(bodies(letters)).toEqual(['a1', 'a2', 'a3']);
    for (const message of letters.toReversed()) await hide(message, 0, deadLetters);
    expect(bodies(await receive(10, deadLetters))).toEqual(['a1', 'a2', 'a3']);
  });

  it('takes what was received too often, and those behind it come', async () => {
    const { send, receive, hide, deadLetters } = await withDeadLetters(2);
    await send('a1', 'a2', 'a3');
    for (let time = 1; time <= 2; time += 1) for (const message of await receive(1)) await hide(message, 0);
    expect(bodies(await receive())).toEqual(['a2', 'a3']);
    expect(bodies(await receive(10, deadLetters))).toEqual(['a1']);
  });

  it('numbers what it takes by itself, and its deduplication id is its own', async () => {
    const { send, receive, hide, deadLetters, sqs } = await withDeadLetters(1);
    const fifo = { MessageGroupId: 'a', MessageDeduplicationId: 'by hand' };
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: 'a0', ...fifo }));
    await send('a1');
    for (const message of await receive()) await hide(message, 0);
    await receive();
    const letters = await receive(10, deadLetters);
    expect(bodies(letters)).toEqual(['a0', 'a1']);
    const [byHand, moved] = letters.map(({ Attributes }) => Attributes?.SequenceNumber ?? '');
    expect(byHand?.localeCompare(moved ?? '')).toBe(-1);
    expect(letters[1]?.Attributes?.MessageDeduplicationId).toBe(letters[1]?.MessageId);
  });
});

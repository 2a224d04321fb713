import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { startQueues } from '../testing/start-queues.ts';

const ACCOUNT = '210987654321';
/** A second of visibility timeout lasts a millisecond here, so a timeout of 2,000 seconds takes two. */
const TIME_SCALE = 0.001;
const SOON = { timeout: 30_000 };

/** Starts a FIFO queue. The body of a message is its group and a number: `a1`. */
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
/** All orders of three messages, by their indices. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

describe('a batch of a FIFO queue', () => {
  it('holds several messages of a group, in order', async () => {
    const { send, receive } = await start();
    await send('a1', 'a2', 'a3');
    expect(bodies(await receive())).toEqual(['a1', 'a2', 'a3']);
  });

  it('holds as many messages as were asked for', async () => {
    const { send, receive } = await start();
    await send('a1', 'a2', 'a3');
    expect(bodies(await receive(2))).toEqual(['a1', 'a2']);
  });

  it('holds ten messages of all groups, each group in order, and the rest of a group stays locked', async () => {
    const { send, receive } = await start();
    for (let n = 1; n <= 7; n += 1) await send(`a${n}`, `b${n}`);
    const first = bodies(await receive());
    expect(first).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b1', 'b2', 'b3']);
    expect(await receive()).toEqual([]);
  });

  it('begins with the next group when one group has had its turn', async () => {
    const { send, receive, remove } = await start();
    await send('a1', 'a2', 'b1', 'b2');
    const [a1] = await receive(1);
    await remove(a1);
    expect(bodies(await receive())).toEqual(['b1', 'b2', 'a2']);
  });
});

describe('a message group', () => {
  it('is locked until every received message of it is deleted', async () => {
    const { send, receive, remove } = await start();
    await send('a1', 'a2', 'a3');
    const [a1, a2] = await receive(2);
    await remove(a1);
    expect(await receive()).toEqual([]);
    await remove(a2);
    expect(bodies(await receive())).toEqual(['a3']);
  });

  it('is locked while one of its messages is in flight, although another was returned to the queue', async () => {
    const { send, receive, remove, hide } = await start();
    await send('a1', 'a2', 'a3');
    const [a1, a2] = await receive(2);
    await hide(a2, 0);
    expect(await receive()).toEqual([]);
    await remove(a1);
    expect(bodies(await receive())).toEqual(['a2', 'a3']);
  });

  it.each(ORDERS)(
    'is in order after its messages were returned to the queue in the order %i, %i, %i',
    async (...order) => {
      const { send, receive, hide } = await start();
      await send('a1', 'a2', 'a3', 'a4');
      const batch = await receive(3);
      for (const index of order) await hide(batch[index], 0);
      const again = await receive();
      expect(bodies(again)).toEqual(['a1', 'a2', 'a3', 'a4']);
      expect(counts(again)).toEqual(['2', '2', '2', '1']);
    },
  );

  it.each(ORDERS)(
    'is in order after the visibility timeouts of its messages ended in the order %i, %i, %i',
    SOON,
    async (...order) => {
      const { send, receive, hide } = await start();
      await send('a1', 'a2', 'a3', 'a4');
      const batch = await receive(3);
      for (const [turn, index] of order.entries()) await hide(batch[index], (turn + 1) * 100);
      let again: Message[] = [];
      while (again.length === 0) again = await receive();
      expect(bodies(again)).toEqual(['a1', 'a2', 'a3', 'a4']);
      expect(counts(again)).toEqual(['2', '2', '2', '1']);
    },
  );

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

  it('delivers a message that was returned to the queue before a later message that was delayed', SOON, async () => {
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

describe('an expired receipt handle', () => {
  /** Starts a queue with a message whose first receipt handle has expired. */
  async function expired() {
    const queue = await start();
    await queue.send('a1', 'a2');
    const [first] = await queue.receive(1);
    await queue.hide(first, 1);
    await sleep(50);
    return { ...queue, first };
  }

  it('deletes nothing and is answered with an error', async () => {
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

  it('is reported as failed in the answer to a batch', async () => {
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

  it('does not change the visibility timeout', async () => {
    const { first, hide, receive } = await expired();
    await expect(hide(first, 30_000)).rejects.toThrow('not available for visibility timeout change');
    expect(bodies(await receive())).toEqual(['a1', 'a2']);
  });
});

describe('a dead-letter FIFO queue', () => {
  /** Starts a queue with a dead-letter queue for messages that were received more often than `maxReceiveCount`. */
  async function withDeadLetterQueue(maxReceiveCount: number) {
    const deadLetterTargetArn = `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:dead.fifo`;
    const queue = await start({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) });
    const deadLetterQueue = await queue.create('dead.fifo', { FifoQueue: 'true' });
    return { ...queue, deadLetterQueue };
  }

  it('takes the messages of a group in order, and keeps their order', async () => {
    const { send, receive, hide, deadLetterQueue } = await withDeadLetterQueue(1);
    await send('a1', 'a2', 'a3');
    for (const message of (await receive()).toReversed()) await hide(message, 0);
    expect(await receive()).toEqual([]);
    const deadLettered = await receive(10, deadLetterQueue);
    expect(bodies(deadLettered)).toEqual(['a1', 'a2', 'a3']);
    for (const message of deadLettered.toReversed()) await hide(message, 0, deadLetterQueue);
    expect(bodies(await receive(10, deadLetterQueue))).toEqual(['a1', 'a2', 'a3']);
  });

  it('takes a message that was received too often, and the queue goes on with the next', async () => {
    const { send, receive, hide, deadLetterQueue } = await withDeadLetterQueue(2);
    await send('a1', 'a2', 'a3');
    for (let time = 1; time <= 2; time += 1) for (const message of await receive(1)) await hide(message, 0);
    expect(bodies(await receive())).toEqual(['a2', 'a3']);
    expect(bodies(await receive(10, deadLetterQueue))).toEqual(['a1']);
  });

  it('assigns a new sequence number to each message that it takes, and the message id as deduplication id', async () => {
    const { send, receive, hide, deadLetterQueue, sqs } = await withDeadLetterQueue(1);
    const fifo = { MessageGroupId: 'a', MessageDeduplicationId: 'by hand' };
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueue, MessageBody: 'a0', ...fifo }));
    await send('a1');
    for (const message of await receive()) await hide(message, 0);
    await receive();
    const deadLettered = await receive(10, deadLetterQueue);
    expect(bodies(deadLettered)).toEqual(['a0', 'a1']);
    const [byHand, moved] = deadLettered.map(({ Attributes }) => Attributes?.SequenceNumber ?? '');
    expect(byHand?.localeCompare(moved ?? '')).toBe(-1);
    expect(deadLettered[1]?.Attributes?.MessageDeduplicationId).toBe(deadLettered[1]?.MessageId);
  });
});

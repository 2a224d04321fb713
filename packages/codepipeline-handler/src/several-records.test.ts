import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { createEnqueue } from '@shipbell/core/runtime';
import { fakeSqs } from '@shipbell/testing';
import { describe, expect, it } from 'vitest';
import { deploymentTrigger, throughTopic } from './testing/aws-events.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const QUEUE = 'shipbell-dev-slack.fifo';
const QUEUE_URL = `https://sqs.eu-west-1.amazonaws.com/123456789012/${QUEUE}`;
const IDS = ['d-1', 'd-2', 'd-3'];
const event = throughTopic(...IDS.map((deploymentId) => deploymentTrigger('FAILED', { deploymentId })));

/** Lambda's two retries of the whole event; what each call threw, and what the queue holds in the end. */
async function play(
  toPlay: unknown,
  refuse: (input: Partial<SendMessageCommandInput>) => Error | undefined = () => undefined,
) {
  const { sqs, sent } = fakeSqs({ queues: [QUEUE], onCall: (_command, input) => refuse(input) });
  const { handler } = setUpHandler({}, { enqueue: createEnqueue(sqs, QUEUE_URL, 'dev') });
  const errors: Error[] = [];
  for (let call = 0; call < 3; call++) {
    const error = await handler(toPlay).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    if (error === undefined) break;
    errors.push(error);
  }
  return { errors, onQueue: sent.map(({ MessageBody = '' }) => /d-\d/.exec(MessageBody)?.[0]) };
}

const refusal = new Error('the queue is not there');

describe('of an event with several records', () => {
  it('one that fails once is on the queue after the retry, and none of the others twice', async () => {
    let failures = 0;
    const { errors, onQueue } = await play(event, ({ MessageBody = '' }) =>
      MessageBody.includes('d-2') && failures++ === 0 ? refusal : undefined,
    );
    expect(errors).toHaveLength(1);
    expect(onQueue).toEqual(['d-1', 'd-3', 'd-2']);
  });

  it('one that the queue took without its answer coming back is there once', async () => {
    const { sqs, sent } = fakeSqs({ queues: [QUEUE] });
    let calls = 0;
    const enqueue = createEnqueue(sqs, QUEUE_URL, 'dev');
    const { handler } = setUpHandler(
      {},
      {
        enqueue: async (notification) => {
          await enqueue(notification);
          if (calls++ === 1) throw new Error('socket hang up');
        },
      },
    );
    await expect(handler(event)).rejects.toThrow('record 2: Error: socket hang up');
    await handler(event);
    expect(sent).toHaveLength(3);
  });

  it('one that always fails keeps none of the others back, and the error says which one it is and why', async () => {
    const { errors, onQueue } = await play(event, ({ MessageBody = '' }) =>
      MessageBody.includes('d-2') ? refusal : undefined,
    );
    expect(onQueue).toEqual(['d-1', 'd-3']);
    expect(errors.map(({ message }) => message)).toEqual(
      Array(3).fill('1 of 3 records failed: record 2: Error: the queue is not there'),
    );
  });

  it('those that are no record of SNS keep none of the others back, and each is named', async () => {
    const [first, , last] = event.Records;
    const { errors, onQueue } = await play({ Records: [first, null, { Sns: { Message: 'x' } }, last] });
    expect(onQueue).toEqual(['d-1', 'd-3']);
    expect(errors.at(-1)?.message).toMatch(
      /^2 of 4 records failed: record 2: InvalidEventError: .*; record 3: InvalidEventError: .*Sns.MessageId is missing/,
    );
  });

  it('nothing is on a queue that refuses everything, and Lambda is told of all', async () => {
    const { errors, onQueue } = await play(event, () => refusal);
    expect(onQueue).toEqual([]);
    expect(errors).toHaveLength(3);
    expect(errors[0]?.message).toContain('3 of 3 records failed');
  });
});

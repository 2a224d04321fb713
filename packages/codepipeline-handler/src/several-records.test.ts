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

/**
 * Calls the handler as Lambda does, with two retries of the whole event; returns what each call threw, and what is on
 * the queue.
 */
async function play(
  toHandle: unknown,
  refuse: (input: Partial<SendMessageCommandInput>) => Error | undefined = () => undefined,
) {
  const { sqs, sent } = fakeSqs({ queues: [QUEUE], onCall: (_command, input) => refuse(input) });
  const { handler } = setUpHandler({}, { enqueue: createEnqueue(sqs, QUEUE_URL, 'dev') });
  const errors: Error[] = [];
  for (let call = 0; call < 3; call++) {
    const error = await handler(toHandle).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    if (error === undefined) break;
    errors.push(error);
  }
  return { errors, onQueue: sent.map(({ MessageBody = '' }) => /d-\d/.exec(MessageBody)?.[0]) };
}

const refusal = new Error('the queue is not there');

describe('the handler, for an event with several records,', () => {
  it('enqueues a record that failed once at the retry, and none of the others twice', async () => {
    let failures = 0;
    const { errors, onQueue } = await play(event, ({ MessageBody = '' }) =>
      MessageBody.includes('d-2') && failures++ === 0 ? refusal : undefined,
    );
    expect(errors).toHaveLength(1);
    expect(onQueue).toEqual(['d-1', 'd-3', 'd-2']);
  });

  it('enqueues a record once whose answer from the queue was lost', async () => {
    const { sqs, sent } = fakeSqs({ queues: [QUEUE] });
    let calls = 0;
    const enqueue = createEnqueue(sqs, QUEUE_URL, 'dev');
    const { handler } = setUpHandler(
      {},
      {
        enqueue: async (...args) => {
          await enqueue(...args);
          if (calls++ === 1) throw new Error('socket hang up');
        },
      },
    );
    await expect(handler(event)).rejects.toThrow('record 2: Error: socket hang up');
    await handler(event);
    expect(sent).toHaveLength(3);
  });

  it('enqueues the others where a record always fails, and throws which one it is and why', async () => {
    const { errors, onQueue } = await play(event, ({ MessageBody = '' }) =>
      MessageBody.includes('d-2') ? refusal : undefined,
    );
    expect(onQueue).toEqual(['d-1', 'd-3']);
    expect(errors.map(({ message }) => message)).toEqual(
      Array(3).fill('1 of 3 records failed: record 2: Error: the queue is not there'),
    );
  });

  it('enqueues the others where records are not SNS’s, and names each of those', async () => {
    const [first, , last] = event.Records;
    const { errors, onQueue } = await play({ Records: [first, null, { Sns: { Message: 'x' } }, last] });
    expect(onQueue).toEqual(['d-1', 'd-3']);
    expect(errors.at(-1)?.message).toMatch(
      /^2 of 4 records failed: record 2: InvalidEventError: .*; record 3: InvalidEventError: .*Sns.MessageId is missing/,
    );
  });

  it('throws all failures to Lambda where the queue refuses everything', async () => {
    const { errors, onQueue } = await play(event, () => refusal);
    expect(onQueue).toEqual([]);
    expect(errors).toHaveLength(3);
    expect(errors[0]?.message).toContain('3 of 3 records failed');
  });
});

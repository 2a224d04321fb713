import { type AwsRequest, jsonResponse, OUR_ACCESS_KEY } from '@shipbell/aws-emulator';
import { describe, expect, it } from 'vitest';
import { awsFaults } from './aws-faults.ts';
import { openLedger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { FIRST, SECOND } from './testing/made-up.ts';

const QUEUE = 'https://sqs.example/123456789012/shipbell-dev-slack.fifo';
const DEAD_LETTERS = 'https://sqs.example/123456789012/shipbell-dev-slack-dlq.fifo';
const ON_FAILURE = 'https://sqs.example/123456789012/shipbell-dev-sfn-history-handler-on-failure';

/** An AWS with these faults; `random` 0 lets what recurs do so at the first of its occasions, 0.99 at the last. */
function start(faults: Partial<Plan> = {}, random = 0.99) {
  const ledger = openLedger();
  const passed: string[] = [];
  const told = { killed: [] as string[], hampered: [] as string[], abandoned: [] as string[], kept: [] as string[] };
  const interfere = awsFaults({
    plan: {
      bursts: [],
      postFaults: new Map(),
      enqueueFaults: new Map(),
      letterFaults: new Map(),
      revokedAfterPosts: 0,
      repairedAfterLetters: 0,
      random: () => random,
      ...faults,
    },
    ledger,
    invocations: {
      sending: () => ({ number: 7, ids: [], kill: () => {} }),
      received: (receipt) => ({ id: receipt, invocation: 7 }),
      killHandlers: (id) => told.killed.push(id),
      hamper: (_id, fault) => told.hampered.push(fault),
    },
    onAbandoned: (receipts) => told.abandoned.push(...receipts),
    onNotHandedBack: (receipts) => told.kept.push(...receipts),
  });
  const ask = async (service: string, operation: string, input: object, accessKey = 'a-function') => {
    const request = { service, operation, accessKey, body: Buffer.from(JSON.stringify(input)) } as AwsRequest;
    const response = await interfere(request, async () => {
      passed.push(operation);
      return jsonResponse({ SequenceNumber: '5', Successful: [{ Id: 'one', SequenceNumber: '6' }] });
    });
    return response.status;
  };
  return { ledger, passed, told, ask };
}

function message(id: string, QueueUrl = QUEUE) {
  return {
    QueueUrl,
    MessageBody: JSON.stringify({ text: id }),
    MessageGroupId: 'dev/d03',
  };
}

describe('a handler that puts a message on the queue', () => {
  it.each([
    ['enqueue_refused', 500, 0],
    ['enqueue_denied', 403, 0],
    ['enqueue_answer_lost', 500, 1],
    ['enqueue_taken_but_denied', 403, 1],
    ['handler_killed_before_enqueue', 403, 0],
    ['handler_killed_after_enqueue', 403, 1],
  ] as const)('%s: is answered %d, and the queue has it %d times', async (fault, status, taken) => {
    const { ask, ledger, told } = start({ enqueueFaults: new Map([[FIRST, [fault]]]) });
    expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(status);
    expect(ledger.facts).toHaveLength(taken);
    expect(told.hampered).toEqual([fault]);
    expect(told.killed).toEqual(fault.startsWith('handler_killed') ? [FIRST] : []);
    expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(200);
    expect(ledger.facts.at(-1)).toEqual({ kind: 'enqueued', id: FIRST, group: 'dev/d03', sequence: '5' });
  });

  it('is denied for good where the plan says so', async () => {
    const { ask, passed } = start({ enqueueFaults: new Map([[FIRST, ['enqueue_denied_for_good']]]) });
    for (let n = 0; n < 4; n += 1) expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(403);
    expect(passed).toEqual([]);
  });
});

it('sees the places in the queue of what others put there', async () => {
  const { ask, ledger } = start();
  await ask(
    'sqs',
    'SendMessageBatch',
    { QueueUrl: QUEUE, Entries: [{ Id: 'one', ...message(SECOND) }] },
    OUR_ACCESS_KEY,
  );
  expect(ledger.facts).toEqual([{ kind: 'enqueued', id: SECOND, group: 'dev/d03', sequence: '6' }]);
});

describe('a dead letter', () => {
  const letter = {
    ...message(FIRST, DEAD_LETTERS),
    MessageAttributes: { REASON: { StringValue: 'malformed_message' } },
  };
  const written = { kind: 'dead_lettered', id: FIRST, invocation: 7, reason: 'malformed_message' };

  it('may not be taken, or be taken without an answer', async () => {
    const { ask, ledger } = start({ letterFaults: new Map([[FIRST, ['letter_denied', 'letter_taken_but_denied']]]) });
    expect(await ask('sqs', 'SendMessage', letter)).toBe(403);
    expect(await ask('sqs', 'SendMessage', letter)).toBe(403);
    expect(await ask('sqs', 'SendMessage', letter)).toBe(200);
    expect(ledger.facts).toEqual([{ kind: 'letter_denied', id: FIRST }, written, written]);
  });

  it('of an event that failed is seen', async () => {
    const record = { requestContext: { condition: 'RetriesExhausted' }, requestPayload: { name: FIRST } };
    const { ask, ledger } = start();
    await ask('sqs', 'SendMessage', { QueueUrl: ON_FAILURE, MessageBody: JSON.stringify(record) }, OUR_ACCESS_KEY);
    expect(ledger.facts).toEqual([
      { kind: 'dead_lettered', id: FIRST, invocation: undefined, reason: 'RetriesExhausted' },
    ]);
  });
});

describe('messages that were received', () => {
  const entries = { QueueUrl: QUEUE, Entries: [{ ReceiptHandle: FIRST }, { ReceiptHandle: SECOND }] };

  it('may not be handed back', async () => {
    const { ask, passed, told } = start({}, 0);
    expect(await ask('sqs', 'ChangeMessageVisibilityBatch', entries)).toBe(403);
    expect(passed).toEqual([]);
    expect(told.kept).toEqual([FIRST, SECOND]);
  });

  it('may be done and not deleted', async () => {
    const { ask, passed, told, ledger } = start({}, 0);
    expect(await ask('sqs', 'DeleteMessageBatch', entries, OUR_ACCESS_KEY)).toBe(403);
    expect(passed).toEqual([]);
    expect(told.abandoned).toEqual([FIRST, SECOND]);
    expect(ledger.facts).toEqual([{ kind: 'delete_denied', invocation: 7, ids: [FIRST, SECOND] }]);
  });

  it('are usually deleted', async () => {
    const { ask, ledger } = start();
    expect(await ask('sqs', 'DeleteMessageBatch', entries, OUR_ACCESS_KEY)).toBe(200);
    expect(ledger.facts).toEqual([]);
  });

  it('are shown again by us without interference', async () => {
    const { ask } = start({}, 0);
    expect(await ask('sqs', 'ChangeMessageVisibilityBatch', entries, OUR_ACCESS_KEY)).toBe(200);
  });
});

it('a webhook is throttled for as many tries as a client has', async () => {
  const { ask, ledger } = start({}, 0);
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push(await ask('ssm', 'GetParameter', { Name: '/dev/SLACK_URL' }));
  expect(statuses).toEqual([400, 400, 400, 400, 200, 200]);
  expect([...ledger.played]).toEqual([['webhook_read_throttled', 1]]);
});

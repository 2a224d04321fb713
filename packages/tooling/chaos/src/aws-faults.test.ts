import { type AwsRequest, jsonResponse, OUR_ACCESS_KEY } from '@shipbell/aws-emulator';
import { describe, expect, it } from 'vitest';
import { awsFaults } from './aws-faults.ts';
import { openFactLog } from './fact-log.ts';
import type { Plan } from './plan.ts';
import { FIRST, SECOND } from './testing/made-up.ts';
import { scaledMs } from './time-scale.ts';

const QUEUE = 'https://sqs.example/123456789012/shipbell-dev-slack.fifo';
const DEAD_LETTER_QUEUE = 'https://sqs.example/123456789012/shipbell-dev-slack-dlq.fifo';
const ON_FAILURE = 'https://sqs.example/123456789012/shipbell-dev-sfn-history-handler-on-failure';

/**
 * Starts an AWS with these faults. With `random` 0, a recurring fault comes at the first of its occasions, with 0.99 at
 * the last.
 */
function start(faults: Partial<Plan> = {}, random = 0.99) {
  const log = openFactLog();
  const passed: string[] = [];
  const clock = { nowMs: 0 };
  const calls = {
    killed: [] as string[],
    hampered: [] as string[],
    abandoned: [] as string[],
    notReturned: [] as string[],
  };
  const interfere = awsFaults({
    plan: {
      bursts: [],
      postFaults: new Map(),
      lostEvents: new Map(),
      enqueueFaults: new Map(),
      deadLetteringFaults: new Map(),
      revokedAfterPosts: 0,
      deniedAfterReads: Number.POSITIVE_INFINITY,
      unreachableAfterPosts: 0,
      repairedAfterDeadLettered: 0,
      random: () => random,
      ...faults,
    },
    log,
    invocations: {
      sending: () => ({ number: 7, ids: [], kill: () => {} }),
      received: (receipt) => ({ id: receipt, invocation: 7 }),
      killHandlers: (id) => calls.killed.push(id),
      hamper: (_id, fault) => calls.hampered.push(fault),
    },
    onAbandoned: (receipts) => calls.abandoned.push(...receipts),
    onNotReturned: (receipts) => calls.notReturned.push(...receipts),
    now: () => clock.nowMs,
  });
  const ask = async (service: string, operation: string, input: object, accessKey = 'a-function') => {
    const request = { service, operation, accessKey, body: Buffer.from(JSON.stringify(input)) } as AwsRequest;
    const response = await interfere(request, async () => {
      passed.push(operation);
      return jsonResponse({ SequenceNumber: '5', Successful: [{ Id: 'one', SequenceNumber: '6' }] });
    });
    return response.status;
  };
  return { log, passed, calls, clock, ask };
}

function message(id: string, QueueUrl = QUEUE) {
  return {
    QueueUrl,
    MessageBody: JSON.stringify({ text: id }),
    MessageGroupId: 'dev/d03',
  };
}

describe('enqueueFaults', () => {
  it.each([
    ['enqueue_refused', 500, 0],
    ['enqueue_denied', 403, 0],
    ['enqueue_answer_lost', 500, 1],
    ['enqueue_taken_but_denied', 403, 1],
    ['handler_killed_before_enqueue', 403, 0],
    ['handler_killed_after_enqueue', 403, 1],
  ] as const)('%s answers a handler with %d, and the queue has the message %d times', async (fault, status, taken) => {
    const { ask, log, calls } = start({ enqueueFaults: new Map([[FIRST, [fault]]]) });
    expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(status);
    expect(log.facts).toHaveLength(taken);
    expect(calls.hampered).toEqual([fault]);
    expect(calls.killed).toEqual(fault.startsWith('handler_killed') ? [FIRST] : []);
    expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(200);
    expect(log.facts.at(-1)).toEqual({ kind: 'enqueued', id: FIRST, group: 'dev/d03', sequence: '5' });
  });

  it('denies a handler for good where the plan says so', async () => {
    const { ask, passed } = start({ enqueueFaults: new Map([[FIRST, ['enqueue_denied_for_good']]]) });
    for (let n = 0; n < 4; n += 1) expect(await ask('sqs', 'SendMessage', message(FIRST))).toBe(403);
    expect(passed).toEqual([]);
  });
});

describe('deadLetteringFaults', () => {
  const deadLettered = {
    ...message(FIRST, DEAD_LETTER_QUEUE),
    MessageAttributes: { REASON: { StringValue: 'malformed_message' } },
  };
  const written = { kind: 'dead_lettered', id: FIRST, invocation: 7, reason: 'malformed_message' };

  it('denies the call that dead-letters a message, before or after the queue has taken it', async () => {
    const { ask, log } = start({
      deadLetteringFaults: new Map([[FIRST, ['dead_lettering_denied', 'dead_lettered_but_denied']]]),
    });
    expect(await ask('sqs', 'SendMessage', deadLettered)).toBe(403);
    expect(await ask('sqs', 'SendMessage', deadLettered)).toBe(403);
    expect(await ask('sqs', 'SendMessage', deadLettered)).toBe(200);
    expect(log.facts).toEqual([{ kind: 'dead_lettering_denied', id: FIRST }, written, written]);
  });

  it('logs an event that Lambda puts on an on-failure queue', async () => {
    const record = { requestContext: { condition: 'RetriesExhausted' }, requestPayload: { name: FIRST } };
    const { ask, log } = start();
    await ask('sqs', 'SendMessage', { QueueUrl: ON_FAILURE, MessageBody: JSON.stringify(record) }, OUR_ACCESS_KEY);
    expect(log.facts).toEqual([
      { kind: 'dead_lettered', id: FIRST, invocation: undefined, reason: 'RetriesExhausted' },
    ]);
  });
});

describe('receiptFaults', () => {
  const entries = { QueueUrl: QUEUE, Entries: [{ ReceiptHandle: FIRST }, { ReceiptHandle: SECOND }] };

  it('denies the call that returns messages to the queue', async () => {
    const { ask, passed, calls } = start({}, 0);
    expect(await ask('sqs', 'ChangeMessageVisibilityBatch', entries)).toBe(403);
    expect(passed).toEqual([]);
    expect(calls.notReturned).toEqual([FIRST, SECOND]);
  });

  it('denies the call that deletes messages that are done', async () => {
    const { ask, passed, calls, log } = start({}, 0);
    expect(await ask('sqs', 'DeleteMessageBatch', entries, OUR_ACCESS_KEY)).toBe(403);
    expect(passed).toEqual([]);
    expect(calls.abandoned).toEqual([FIRST, SECOND]);
    expect(log.facts).toEqual([{ kind: 'delete_denied', invocation: 7, ids: [FIRST, SECOND] }]);
  });

  it('lets most messages be deleted', async () => {
    const { ask, log } = start();
    expect(await ask('sqs', 'DeleteMessageBatch', entries, OUR_ACCESS_KEY)).toBe(200);
    expect(log.facts).toEqual([]);
  });

  it('lets chaos itself make messages visible again', async () => {
    const { ask } = start({}, 0);
    expect(await ask('sqs', 'ChangeMessageVisibilityBatch', entries, OUR_ACCESS_KEY)).toBe(200);
  });
});

describe('awsFaults', () => {
  it('throttles a read of a webhook for as many tries as a client has', async () => {
    const { ask, log } = start({}, 0);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push(await ask('ssm', 'GetParameter', { Name: '/dev/SLACK_URL' }));
    expect(statuses).toEqual([400, 400, 400, 400, 200, 200]);
    expect([...log.played]).toEqual([['webhook_read_throttled', 1]]);
  });

  it('denies all reads of webhooks for ten minutes', async () => {
    const { ask, log, clock } = start({ deniedAfterReads: 1 });
    const read = (name: string) => ask('ssm', 'GetParameter', { Name: name });
    expect([await read('/dev/SLACK_URL'), await read('/dev/SLACK_URL'), await read('/dev/SLACK_URL/d01')]).toEqual([
      200, 400, 400,
    ]);
    clock.nowMs = scaledMs(600) - 1;
    expect(await read('/dev/SLACK_URL/d02')).toBe(400);
    clock.nowMs = scaledMs(600);
    expect([await read('/dev/SLACK_URL/d02'), await read('/dev/SLACK_URL')]).toEqual([200, 200]);
    expect(log.facts).toEqual([
      { kind: 'outage', outage: 'webhook_reads_denied', state: 'began' },
      { kind: 'outage', outage: 'webhook_reads_denied', state: 'over' },
    ]);
    expect([...log.played]).toEqual([['webhook_reads_denied', 3]]);
  });

  it.each([
    ['codedeploy', 'ListDeploymentTargets'],
    ['codepipeline', 'ListActionExecutions'],
    ['states', 'GetExecutionHistory'],
  ])(
    'throttles a handler’s read of %s for as many tries as a client has, and nobody else’s',
    async (service, operation) => {
      const { ask, passed, log } = start({}, 0);
      expect(await ask(service, operation, {}, OUR_ACCESS_KEY)).toBe(200);
      const statuses: number[] = [];
      for (let n = 0; n < 6; n += 1) statuses.push(await ask(service, operation, {}));
      expect(statuses).toEqual([400, 400, 400, 400, 200, 200]);
      expect(passed).toHaveLength(3);
      expect([...log.played]).toEqual([['read_throttled', 1]]);
    },
  );

  it('throttles no read of when a deployment ended, by which the handler reports it in place of a lost event', async () => {
    const { ask, log } = start({}, 0);
    expect(await ask('codedeploy', 'GetDeployment', {})).toBe(200);
    expect([...log.played]).toEqual([]);
  });

  it('logs Shipbell’s own report on a destination under an id of its own', async () => {
    const { ask, log } = start();
    await ask('sqs', 'SendMessage', {
      QueueUrl: QUEUE,
      MessageBody: JSON.stringify({
        text: '🔕 Messages for *d08* on *dev* are not delivered: Slack takes nothing there',
      }),
      MessageGroupId: 'dev/default',
    });
    expect(log.facts).toEqual([{ kind: 'enqueued', id: 'report-on-d08', group: 'dev/default', sequence: '5' }]);
  });

  it('logs the sequence numbers of what others put on the queue', async () => {
    const { ask, log } = start();
    await ask(
      'sqs',
      'SendMessageBatch',
      { QueueUrl: QUEUE, Entries: [{ Id: 'one', ...message(SECOND) }] },
      OUR_ACCESS_KEY,
    );
    expect(log.facts).toEqual([{ kind: 'enqueued', id: SECOND, group: 'dev/d03', sequence: '6' }]);
  });
});

import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { checkSlackPayload, memoryLogger } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { DeadLetterReason } from './dead-letter-queue.ts';
import { createReportDestination } from './report-destination.ts';
import { DEAD_LETTER_QUEUE_URL, QUEUE_URL, queueRecord } from './testing/queue-record.ts';
import { destinationRefused, record, setUp, URL_1 } from './testing/set-up-sender.ts';
import { createTimeLeft } from './time-left.ts';

const MINUTE_MS = 60_000;

function setUpReports() {
  const sent: SendMessageCommandInput[] = [];
  const clock = { now: 0, left: 60_000 };
  const fault = { queue: false };
  const { log, lines } = memoryLogger();
  const sqs = {
    send: async ({ input }: { input: SendMessageCommandInput }) => {
      if (fault.queue) throw new Error('SQS is not there');
      sent.push(input);
    },
  };
  const report = createReportDestination({
    sqs: sqs as never,
    environment: 'dev',
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
    log,
    now: () => clock.now,
  });
  const lost = (destination: string, reason: DeadLetterReason = 'destination_refused') =>
    report(
      queueRecord({ attributes: { ENV: 'dev', DESTINATION: destination } }),
      {
        kind: 'undeliverable',
        reason,
        detail: '410 channel_is_archived',
      },
      createTimeLeft({ getRemainingTimeInMillis: () => clock.left }),
    );
  return { lost, sent, clock, fault, lines };
}

describe('the report that a destination takes nothing', () => {
  it('goes to the default destination through the queue, with the reason and what to type', async () => {
    const { lost, sent } = setUpReports();
    await lost('ops');
    expect(sent).toHaveLength(1);
    const { QueueUrl, MessageBody = '', MessageGroupId, MessageAttributes } = sent[0] as SendMessageCommandInput;
    expect({ QueueUrl, MessageGroupId }).toEqual({ QueueUrl: QUEUE_URL, MessageGroupId: 'dev/default' });
    expect(MessageAttributes?.DESTINATION?.StringValue).toBe('default');
    expect(MessageAttributes?.CORRELATION_ID?.StringValue).toBe('m-1');
    expect(JSON.parse(MessageBody).text).toBe(
      '🔕 Messages for *ops* on *dev* are not delivered: Slack takes nothing there any more',
    );
    expect(MessageBody).toContain('410 channel_is_archived');
    expect(MessageBody).toContain('`./scripts/set-webhook dev ops`');
    expect(MessageBody).toContain('`./scripts/redrive dev`');
    expect(checkSlackPayload(MessageBody)).toEqual({ status: 200, body: 'ok' });
    expect(MessageBody).not.toContain('apply Terraform');
  });

  it.each(['webhook_missing', 'webhook_denied'] as const)(
    'says to apply Terraform first where it is %s',
    async (reason) => {
      const { lost, sent } = setUpReports();
      await lost('ops', reason);
      expect(sent[0]?.MessageBody).toMatch(/Name it in deployments or state_machines and apply Terraform\. Type/);
    },
  );

  it('is sent once an hour for each destination', async () => {
    const { lost, sent, clock } = setUpReports();
    for (const minute of [0, 1, 59, 60, 61]) {
      clock.now = minute * MINUTE_MS;
      await lost('ops');
    }
    expect(sent).toHaveLength(2);
    await lost('data');
    expect(sent).toHaveLength(3);
  });

  it('is not sent about the default destination, nor for what is wrong with one message alone', async () => {
    const { lost, sent } = setUpReports();
    await lost('default');
    for (const reason of ['payload_refused', 'malformed_message', 'receives_used_up'] as const)
      await lost('ops', reason);
    expect(sent).toEqual([]);
  });

  it('is left to the next message where the invocation has no time for it', async () => {
    const { lost, sent, clock } = setUpReports();
    clock.left = 9_999;
    await lost('ops');
    expect(sent).toEqual([]);
    clock.left = 10_000;
    await lost('ops');
    expect(sent).toHaveLength(1);
  });

  it('is tried again with the next message where the queue refuses it', async () => {
    const { lost, sent, fault, lines } = setUpReports();
    fault.queue = true;
    await lost('ops');
    expect(lines.map(({ message }) => message)).toEqual([
      'Not put on the queue',
      'The default destination could not be notified',
    ]);
    expect(lines.map(({ fields }) => fields.correlationId)).toEqual(['m-1', 'm-1']);
    fault.queue = false;
    await lost('ops');
    expect(sent).toHaveLength(1);
  });
});

describe('the sender, for a destination that Slack refuses,', () => {
  it('reports a message that it dead-letters', async () => {
    const { run, reported } = setUp([destinationRefused], { '/dev/SLACK_URL/ops': URL_1 });
    const ops = { group: 'dev/ops', attributes: { ENV: 'dev', DESTINATION: 'ops' } };
    expect(await run([record('1', ops)])).toEqual([]);
    expect(reported).toEqual([{ id: '1', reason: 'destination_refused' }]);
  });
});

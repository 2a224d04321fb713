import { memoryLogger } from '@shipbell/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPatience } from './patience.ts';
import { createReportDestination } from './report-destination.ts';
import { createPace } from './slack-rate-limit.ts';
import { DEAD_LETTER_QUEUE_URL, queueRecord } from './testing/queue-record.ts';
import { createTimeLeft } from './time-left.ts';
import { createWebhooks } from './webhooks.ts';

const HOUR_MS = 3_600_000;

afterEach(() => vi.restoreAllMocks());

function jump(milliseconds: number) {
  const nowMs = Date.now() + milliseconds;
  vi.spyOn(Date, 'now').mockReturnValue(nowMs);
}

describe('the sender, where the time of day jumps,', () => {
  it.each([-HOUR_MS, HOUR_MS])('posts at the pace of before (%i ms)', (milliseconds) => {
    const nextTurn = createPace();
    nextTurn('default');
    jump(milliseconds);
    const waitMs = nextTurn('default');
    expect(waitMs).toBeGreaterThan(500);
    expect(waitMs).toBeLessThanOrEqual(1_000);
  });

  it('keeps the webhook that it has read', async () => {
    const read = vi.fn(async () => ({ kind: 'value', value: 'https://hooks.slack.com/services/T0/B0/one' }) as const);
    const webhooks = createWebhooks(read, '/dev/SLACK_URL');
    await webhooks.find('default', createTimeLeft(undefined));
    jump(HOUR_MS);
    await webhooks.find('default', createTimeLeft(undefined));
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('still knows that half an hour is over', () => {
    const patience = createPatience();
    const why = { kind: 'unavailable', destination: 'default', reason: 'not_slack', detail: '302' } as const;
    patience.isOver(why, queueRecord({ id: '1', receives: 1 }));
    expect(patience.isOver(why, queueRecord({ id: '1', receives: 14 }))).toBe(true);
    jump(HOUR_MS);
    expect(patience.isOver(why, queueRecord({ id: '2', receives: 1 }))).toBe(true);
  });

  it('does not report a destination again', async () => {
    const send = vi.fn(async () => ({}));
    const { log } = memoryLogger();
    const report = createReportDestination({
      sqs: { send } as never,
      environment: 'dev',
      deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
      log,
    });
    const record = queueRecord({ attributes: { ENV: 'dev', DESTINATION: 'ops' } });
    const why = { kind: 'undeliverable', reason: 'destination_refused', detail: '404 no_service' } as const;
    await report(record, why, createTimeLeft(undefined));
    jump(HOUR_MS);
    await report(record, why, createTimeLeft(undefined));
    expect(send).toHaveBeenCalledTimes(1);
  });
});

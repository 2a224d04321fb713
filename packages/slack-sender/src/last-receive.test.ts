import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_RECEIVES } from './last-receive.ts';
import { record, setUp, transient } from './testing/set-up-sender.ts';

const QUEUE = new URL('../../../infra/modules/slack_queue/main.tf', import.meta.url);

describe('the sender, at the last receive of a message,', () => {
  it('counts as many receives as Terraform allows', () => {
    const [, count] = /maxReceiveCount\s*=\s*(\d+)/.exec(readFileSync(QUEUE, 'utf8')) ?? [];
    expect(Number(count)).toBe(MAX_RECEIVES);
  });

  it('dead-letters it with Slack’s last answer, and those behind it that come for the last time too', async () => {
    const { run, posts, deadLettered, delays } = setUp([transient()]);
    const last = { receives: MAX_RECEIVES };
    expect(await run([record('1', last), record('2', last), record('3', { receives: 2 })])).toEqual(['3']);
    expect(posts, 'Slack is down: it is asked once').toHaveLength(1);
    expect(deadLettered).toEqual(['1', '2'].map((id) => ({ id, reason: 'receives_used_up', detail: '429' })));
    expect(delays).toMatchObject([{ ids: ['3'] }]);
  });

  it('says of each message that its destination takes nothing, or what is wrong with it alone', async () => {
    const { run, deadLettered, reported } = setUp([], {});
    const last = { group: 'dev/ops', receives: MAX_RECEIVES };
    const [ops, other] = [
      { ENV: 'dev', DESTINATION: 'ops' },
      { ENV: 'dev', DESTINATION: 'data' },
    ];
    const records = [
      record('1', { ...last, attributes: ops }),
      record('2', { ...last, attributes: ops, body: 'no JSON' }),
      record('3', { ...last, attributes: other }),
      record('4', { ...last, attributes: ops }),
    ];
    expect(await run(records)).toEqual([]);
    expect(deadLettered.map(({ id, reason }) => [id, reason])).toEqual([
      ['1', 'webhook_missing'],
      ['2', 'malformed_message'],
      ['3', 'receives_used_up'],
      ['4', 'webhook_missing'],
    ]);
    expect(reported).toMatchObject([
      { id: '1' },
      { reason: 'malformed_message' },
      { reason: 'receives_used_up' },
      { id: '4' },
    ]);
  });

  it('dead-letters it with a reason where the invocation has no time to post it, for SQS would do so without one', async () => {
    const { run, posts, deadLettered } = setUp();
    expect(await run([record('1', { receives: MAX_RECEIVES })], 15_000)).toEqual([]);
    expect(posts).toEqual([]);
    expect(deadLettered).toEqual([
      { id: '1', reason: 'receives_used_up', detail: expect.stringContaining('are left') },
    ]);
  });

  it('delivers it where Slack takes it', async () => {
    const { run, deadLettered } = setUp();
    expect(await run([record('1', { receives: MAX_RECEIVES })])).toEqual([]);
    expect(deadLettered).toEqual([]);
  });

  it('leaves it to SQS where the dead-letter queue refuses it', async () => {
    const { run, deadLettered, fault } = setUp([transient()]);
    fault.deadLetterQueue = true;
    expect(await run([record('1', { receives: MAX_RECEIVES })])).toEqual(['1']);
    expect(deadLettered).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import {
  deadLettered,
  FAILED,
  MESSAGES,
  NAMES,
  QUEUE,
  RULE,
  setUpRedrive,
  slackAttributes,
  slackMessage,
  text,
} from '../testing/set-up-redrive.ts';

describe('redrive, listing the queues,', () => {
  it('shows each queue, each reason with its count and its age, the headlines and what to do', async () => {
    const { put, pass, run } = setUpRedrive();
    for (const name of ['first', 'second', 'third', 'fourth']) {
      put(MESSAGES, deadLettered(slackMessage(`❌ *${name}*`), 'destination_refused', slackAttributes('data')));
    }
    put(RULE, {
      body: '{"detail-type":"Status","detail":{"status":"FAILED"}}',
      attributes: { ERROR_CODE: text('NO_PERMISSIONS') },
    });
    pass(7_200_000);
    const { screen } = await run();
    expect(screen).toContain('undelivered_messages (shipbell-dev-slack-dlq.fifo): 4\n');
    expect(screen).toMatch(/^ {2}1 {2}destination_refused to data: 4, the oldest 2h 00m ago$/m);
    expect(screen).toContain('scripts/set-webhook dev data');
    expect(screen).toContain('Last: 404 no_service');
    expect(screen).toMatch(/· ❌ \*first\*\n +· ❌ \*second\*\n +· ❌ \*third\*\n +· and 1 more/);
    expect(screen).toMatch(/^ {2}2 {2}NO_PERMISSIONS: 1, 2h 00m ago$/m);
    expect(screen).toContain('undelivered_notifications (shipbell-dev-deployments-dlq): empty');
  });

  it('leaves nothing in flight when it asks what to redrive', async () => {
    const { put, inFlight, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    let inFlightAtTheQuestion = -1;
    const look = () => {
      inFlightAtTheQuestion = inFlight(MESSAGES).length;
      return '';
    };
    const { screen } = await run(look);
    expect(inFlightAtTheQuestion).toBe(0);
    expect(screen).toContain('Nothing was changed.');
  });

  it('counts the messages of a message group that SQS does not show yet', async () => {
    const { put, run } = setUpRedrive();
    for (let index = 0; index < 23; index += 1) put(MESSAGES, deadLettered(slackMessage(`${index}`)));
    const { screen } = await run();
    expect(screen).toContain('10 and about 13 more');
    expect(screen).toContain('receives_used_up to default: 10');
  });

  it('shows no control character and no webhook of a message', async () => {
    const { put, run } = setUpRedrive();
    const hostile = '\u001b[2J\u0007\u009b31m https://hooks.slack.com/services/T0/B0/secret';
    put(MESSAGES, deadLettered(slackMessage(hostile), `REASON ${hostile}`));
    put(FAILED, {
      body: JSON.stringify({
        requestPayload: { a: 1 },
        requestContext: { condition: hostile },
        responsePayload: { errorMessage: hostile },
      }),
    });
    const { screen } = await run();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(screen).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(screen).not.toContain('secret');
  });

  it('says that the queues are empty, and asks nothing', async () => {
    const { screen, complete } = await setUpRedrive().run('all', 'yes');
    expect(screen).not.toContain('Redrive which?');
    expect(screen).toContain('There is nothing to redrive.');
    expect(complete).toBe(true);
  });

  it('leaves out a queue that does not exist', async () => {
    const { run } = setUpRedrive({ queues: NAMES.filter((name) => name !== 'shipbell-dev-deployment-events-dlq') });
    expect((await run()).screen).not.toContain('undelivered_deployment_events');
  });

  it('throws what to check where there is no queue at all', async () => {
    const { run } = setUpRedrive({ queues: [] });
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run()).rejects.toThrow('There are no dead-letter queues of "dev" in this account and region');
  });

  it('says which queue is not to be seen and why, redrives the others, and resolves with false', async () => {
    const { put, inFlight, bodies, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        name === 'ReceiveMessageCommand' && `${input.QueueUrl}`.endsWith(RULE) ? { fault: 'refused' } : undefined,
    });
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(screen).toMatch(
      /^undelivered_execution_events \(shipbell-dev-sfn-status-dlq\): not to be seen\n +ServiceUnavailable/m,
    );
    expect([bodies(QUEUE), bodies(MESSAGES), inFlight(MESSAGES)]).toEqual([[slackMessage('one')], [], []]);
    expect(complete).toBe(false);
    expect((await run()).complete).toBe(false);
  });

  it('says that a queue is missing where the messages cannot be redriven to it', async () => {
    const { put, run } = setUpRedrive({ queues: NAMES.filter((name) => name !== QUEUE) });
    put(RULE, { body: '{"id":"x"}' });
    const { screen, complete } = await run('all', 'yes');
    expect(screen).toMatch(/: not to be seen\n +There is shipbell-dev-slack-dlq.fifo, but no shipbell-dev-slack.fifo/);
    expect(screen).toContain('Redriven: 1 event');
    expect(complete).toBe(false);
  });

  it('throws SQS’s refusal where no queue is to be seen', async () => {
    const { run } = setUpRedrive({ onCall: () => ({ fault: 'refused' }) });
    await expect(run('all', 'yes')).rejects.toThrow('ServiceUnavailable');
  });
});

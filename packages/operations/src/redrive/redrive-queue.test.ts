import { describe, expect, it } from 'vitest';
import {
  deadLettered,
  FAILED,
  MESSAGES,
  QUEUE,
  RULE,
  setUpRedrive,
  slackAttributes,
  slackMessage,
  text,
} from '../testing/set-up-redrive.ts';

describe('redrive', () => {
  it('redrives messages in the order in which they came, by the sequence number within a millisecond', async () => {
    const { put, pass, bodies, run } = setUpRedrive();
    const names = Array.from({ length: 25 }, (_, index) => `${index}`);
    for (const name of names) {
      put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
      if (Number(name) % 3 === 0) pass(1);
    }
    await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
  });

  it('sends a message with its attributes but for the reason, to its channel’s group and with a new deduplication id', async () => {
    const { put, messages, calls, run } = setUpRedrive();
    const attributes = {
      ...slackAttributes('data'),
      source: text('ci'),
      count: { DataType: 'Number', StringValue: '3' },
    };
    const { id } = put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused', attributes));
    await run('all', 'yes');
    expect(messages(QUEUE)).toMatchObject([{ group: 'dev/data', attributes }]);
    expect(Object.keys(messages(QUEUE)[0]?.attributes ?? {})).toEqual(Object.keys(attributes));
    const sent = calls.find(({ name }) => name === 'SendMessageCommand');
    expect(sent?.input.MessageDeduplicationId).toBe(`redrive-${id}`);
  });

  it('redrives the messages behind the ten of a group that SQS gives at a time', async () => {
    const { put, bodies, run } = setUpRedrive();
    const names = Array.from({ length: 34 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLettered(slackMessage(name)));
    const { screen, complete } = await run('1', 'yes');
    expect(screen).toContain(
      'This redrives 10 messages to shipbell-dev-slack.fifo, with those that SQS shows only when',
    );
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
    expect(bodies(MESSAGES)).toEqual([]);
    expect(complete).toBe(true);
  });

  it('does not redrive a message a second time when it fails again at once', async () => {
    const { put, bodies, run } = setUpRedrive({ failsAgain: true });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const { complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toHaveLength(3);
    expect(bodies(MESSAGES)).toHaveLength(3);
    expect(complete).toBe(true);
  });

  it('redrives each message once where two people redrive the same ones side by side', async () => {
    const { put, bodies, inFlight, run } = setUpRedrive();
    const names = Array.from({ length: 30 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const others: ReturnType<typeof run>[] = [];
    const bothSayYes = () => {
      others.push(run('all', 'yes'));
      return 'yes';
    };
    await run('all', bothSayYes);
    await Promise.all(others);
    await run('all', 'yes');
    expect(bodies(QUEUE).toSorted()).toEqual(names.map(slackMessage).toSorted());
    expect([bodies(MESSAGES), inFlight(MESSAGES)]).toEqual([[], []]);
  });

  it('says in the end how many messages and events it redrove to each target', async () => {
    const { put, invoked, messages, run } = setUpRedrive();
    const event = { source: 'aws.states', 'detail-type': 'Status', detail: {} };
    put(RULE, { body: JSON.stringify(event), attributes: { ERROR_CODE: text('THROTTLING') } });
    put(FAILED, {
      body: JSON.stringify({ requestPayload: { id: 'x' }, requestContext: { condition: 'RetriesExhausted' } }),
    });
    const { screen } = await run('all', 'yes');
    expect(screen).toMatch(
      /Redriven: 1 event to shipbell-dev-sfn-history-handler, 1 event to shipbell-dev-codepipeline-handler\.$/,
    );
    expect(invoked).toEqual([
      { function: 'shipbell-dev-sfn-history-handler', event },
      { function: 'shipbell-dev-codepipeline-handler', event: { id: 'x' } },
    ]);
    expect([messages(RULE), messages(FAILED)]).toEqual([[], []]);
  });

  it('invokes the function of the queue, whatever the message names', async () => {
    const { put, invoked, run } = setUpRedrive();
    const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:other';
    put(FAILED, { body: JSON.stringify({ requestContext: { functionArn }, requestPayload: { id: 'x' } }) });
    put(RULE, { body: '{}', attributes: { TARGET_ARN: text(functionArn), RULE_ARN: text(functionArn) } });
    await run('all', 'yes');
    expect(invoked.map((invocation) => invocation.function).toSorted()).toEqual([
      'shipbell-dev-codepipeline-handler',
      'shipbell-dev-sfn-history-handler',
    ]);
  });
});

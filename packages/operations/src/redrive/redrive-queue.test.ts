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

describe('a redriven message', () => {
  it('goes out in the order in which it came, by the sequence number within a millisecond', async () => {
    const { put, pass, bodies, run } = setUpRedrive();
    const names = Array.from({ length: 25 }, (_, index) => `${index}`);
    for (const name of names) {
      put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
      if (Number(name) % 3 === 0) pass(1);
    }
    await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
  });

  it('keeps its attributes but for the reason, and goes to its channel’s group with an id of its own', async () => {
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

  it('may lie behind the ten messages of a group that SQS gives at a time', async () => {
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

  it('is not redriven a second time when it fails again at once', async () => {
    const { put, bodies, run } = setUpRedrive({ failsAgain: true });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const { complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toHaveLength(3);
    expect(bodies(MESSAGES)).toHaveLength(3);
    expect(complete).toBe(true);
  });

  it('goes out once where two people redrive the same side by side', async () => {
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

  it('is counted at the end, with the events for each function', async () => {
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

  it('goes to the function of its queue, whatever stands in it', async () => {
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

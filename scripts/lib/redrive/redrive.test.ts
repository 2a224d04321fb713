import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import {
  deadLetter,
  MESSAGES,
  NAMES,
  QUEUE,
  setUpRedrive,
  slackAttributes,
  slackMessage,
  text,
} from './testing/set-up-redrive.ts';

const RULE = 'shipbell-dev-sfn-status-dlq';
const FAILED = 'shipbell-dev-codepipeline-handler-on-failure';

describe('what is listed', () => {
  it('is each queue, each reason with its count and age, headlines and what to do', async () => {
    const { put, pass, run } = setUpRedrive();
    for (const name of ['first', 'second', 'third', 'fourth']) {
      put(MESSAGES, deadLetter(slackMessage(`❌ *${name}*`), 'destination_refused', slackAttributes('data')));
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

  it('is released before anything is asked', async () => {
    const { put, hidden, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    let hiddenAtTheQuestion = -1;
    const look = () => {
      hiddenAtTheQuestion = hidden(MESSAGES).length;
      return '';
    };
    const { screen } = await run(look);
    expect(hiddenAtTheQuestion).toBe(0);
    expect(screen).toContain('Nothing was changed.');
  });

  it('counts those of a message group that SQS does not show yet', async () => {
    const { put, run } = setUpRedrive();
    for (let index = 0; index < 23; index += 1) put(MESSAGES, deadLetter(slackMessage(`${index}`)));
    const { screen } = await run();
    expect(screen).toContain('10 and about 13 more');
    expect(screen).toContain('receives_used_up to default: 10');
  });

  it('shows no control character and no webhook of a letter', async () => {
    const { put, run } = setUpRedrive();
    const hostile = '\u001b[2J\u0007\u009b31m https://hooks.slack.com/services/T0/B0/secret';
    put(MESSAGES, deadLetter(slackMessage(hostile), `REASON ${hostile}`));
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

  it('says that nothing is there, and asks nothing', async () => {
    const { screen, complete } = await setUpRedrive().run('all', 'yes');
    expect(screen).not.toContain('Put back which?');
    expect(screen).toContain('There is nothing to put back.');
    expect(complete).toBe(true);
  });

  it('leaves out a queue that does not exist', async () => {
    const { run } = setUpRedrive({ queues: NAMES.filter((name) => name !== 'shipbell-dev-deployment-events-dlq') });
    expect((await run()).screen).not.toContain('undelivered_deployment_events');
  });

  it('is a clear error where there is no queue at all', async () => {
    const { run } = setUpRedrive({ queues: [] });
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run()).rejects.toThrow('There are no dead-letter queues of "dev" in this account and region');
  });

  it('releases what was received also where another queue refuses, and throws the refusal', async () => {
    const { put, hidden, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        name === 'ReceiveMessageCommand' && `${input.QueueUrl}`.endsWith(RULE) ? { fault: 'refused' } : undefined,
    });
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    await expect(run('all', 'yes')).rejects.toThrow('ServiceUnavailable');
    expect(hidden(MESSAGES)).toEqual([]);
  });
});

describe('what is chosen', () => {
  it('goes out only after "yes"', async () => {
    for (const answer of ['', 'no', 'y', 'Yes!', 'all']) {
      const { put, bodies, calls, hidden, run } = setUpRedrive();
      put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
      const { screen } = await run('all', answer);
      expect(screen).toContain('Nothing was changed.');
      expect(bodies(MESSAGES)).toHaveLength(1);
      expect(hidden(MESSAGES)).toEqual([]);
      expect(calls.map(({ name }) => name)).not.toContain('SendMessageCommand');
    }
  });

  it('is nothing at the end of the input', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    await run();
    await run('1');
    expect(bodies(MESSAGES)).toHaveLength(1);
  });

  it('is asked for again where it is none of the numbers', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    const { screen } = await run('1 7', '1', 'yes');
    expect(screen).toContain('"7" is none of the numbers above');
    expect(bodies(QUEUE)).toEqual([slackMessage('one')]);
  });

  it('is with "all" everything but what was delivered as plain text already', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('rich'), 'payload_refused'));
    put(MESSAGES, deadLetter(slackMessage('archived'), 'destination_refused'));
    const { screen } = await run('all', 'yes');
    expect(screen).toContain('payload_refused to default: 1, ');
    expect(screen).toContain('not part of "all"');
    expect(bodies(QUEUE)).toEqual([slackMessage('archived')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('rich')]);
    await run('1', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('archived'), slackMessage('rich')]);
  });

  it('has to be named where "all" means nothing', async () => {
    const { put, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('rich'), 'payload_refused'));
    expect((await run('all', '')).screen).toContain('What is there has to be named by its number: 1.');
  });

  it('is one channel’s alone where another is not back yet', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused', slackAttributes('ops')));
    put(MESSAGES, deadLetter(slackMessage('two'), 'destination_refused', slackAttributes('data')));
    await run('2', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('two')]);
  });

  it('is not what came after it was shown', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('shown'), 'destination_refused'));
    const whileAsked = () => {
      put(MESSAGES, deadLetter(slackMessage('later'), 'destination_refused'));
      return 'yes';
    };
    await run('all', whileAsked);
    expect(bodies(QUEUE)).toEqual([slackMessage('shown')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('later')]);
  });
});

describe('what is put back', () => {
  it('goes in the order in which it came, by the sequence number within a millisecond', async () => {
    const { put, pass, bodies, run } = setUpRedrive();
    const names = Array.from({ length: 25 }, (_, index) => `${index}`);
    for (const name of names) {
      put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
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
    const { id } = put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused', attributes));
    await run('all', 'yes');
    expect(messages(QUEUE)).toMatchObject([{ group: 'dev/data', attributes }]);
    expect(Object.keys(messages(QUEUE)[0]?.attributes ?? {})).toEqual(Object.keys(attributes));
    const sent = calls.find(({ name }) => name === 'SendMessageCommand');
    expect(sent?.input.MessageDeduplicationId).toBe(`redrive-${id}`);
  });

  it('goes on behind the ten letters of a group that SQS gives at a time', async () => {
    const { put, bodies, run } = setUpRedrive();
    const names = Array.from({ length: 34 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLetter(slackMessage(name)));
    const { screen, complete } = await run('1', 'yes');
    expect(screen).toContain(
      'This puts back 10 messages to shipbell-dev-slack.fifo, with those that SQS shows only when',
    );
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
    expect(bodies(MESSAGES)).toEqual([]);
    expect(complete).toBe(true);
  });

  it('is not put back a second time when it fails again at once', async () => {
    const { put, bodies, run } = setUpRedrive({ failsAgain: true });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    const { complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toHaveLength(3);
    expect(bodies(MESSAGES)).toHaveLength(3);
    expect(complete).toBe(true);
  });

  it('is told at the end, with the events for each function', async () => {
    const { put, invoked, messages, run } = setUpRedrive();
    const event = { source: 'aws.states', 'detail-type': 'Status', detail: {} };
    put(RULE, { body: JSON.stringify(event), attributes: { ERROR_CODE: text('THROTTLING') } });
    put(FAILED, {
      body: JSON.stringify({ requestPayload: { id: 'x' }, requestContext: { condition: 'RetriesExhausted' } }),
    });
    const { screen } = await run('all', 'yes');
    expect(screen).toMatch(
      /Put back: 1 event to shipbell-dev-sfn-history-handler, 1 event to shipbell-dev-codepipeline-handler\.$/,
    );
    expect(invoked).toEqual([
      { function: 'shipbell-dev-sfn-history-handler', event },
      { function: 'shipbell-dev-codepipeline-handler', event: { id: 'x' } },
    ]);
    expect([messages(RULE), messages(FAILED)]).toEqual([[], []]);
  });

  it('belongs to the function of its queue, whatever stands in it', async () => {
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

describe('what stays', () => {
  it('is a letter that cannot be replayed, with the reason and without a number', async () => {
    const { put, bodies, hidden, run } = setUpRedrive();
    put(FAILED, { body: 'no JSON' });
    put(FAILED, { body: '{"requestContext":{}}' });
    put(RULE, { body: '[]' });
    const { screen } = await run('all', 'yes');
    expect(screen).toMatch(/^ {2}– {2}unreadable: 2, the oldest/m);
    expect(screen).toContain('Last: its body is no record of Lambda with a requestPayload');
    expect(screen).toContain('Cannot be put back.');
    expect(bodies(FAILED)).toHaveLength(2);
    expect([...hidden(FAILED), ...hidden(RULE)]).toEqual([]);
  });

  it('is what a send refuses, with its error and a failing end, while the others go', async () => {
    const { put, bodies, hidden, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        name === 'SendMessageCommand' && `${input.MessageBody}`.includes('two') ? { fault: 'refused' } : undefined,
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one'), slackMessage('three')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('two')]);
    expect(hidden(MESSAGES)).toEqual([]);
    expect(screen).toMatch(/Not put back, and still in the dead-letter queue: 1 \(ServiceUnavailable: .*\)\n +· two/);
    expect(complete).toBe(false);
  });

  it('is released where the receipt would end before it is sent and deleted, and could not be prolonged', async () => {
    const { put, bodies, hidden, run } = setUpRedrive({
      onCall: ({ name }) => {
        if (name === 'SendMessageCommand') return { takes: 100_000 };
        return name === 'ChangeMessageVisibilityCommand' ? { fault: 'refused' } : undefined;
      },
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    const { complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one'), slackMessage('two')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('three')]);
    expect(hidden(MESSAGES)).toEqual([]);
    expect(complete).toBe(false);
  });

  it('is nothing where the receipts of a long run are prolonged', async () => {
    const { put, bodies, run } = setUpRedrive({
      onCall: ({ name }) => (name === 'SendMessageCommand' ? { takes: 100_000 } : undefined),
    });
    const names = Array.from({ length: 12 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    expect((await run('all', 'yes')).complete).toBe(true);
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
    expect(bodies(MESSAGES)).toEqual([]);
  });

  it('is told where it went out and could not be deleted; SQS drops it when it is put back again at once', async () => {
    const deletes = { refused: true };
    const { put, bodies, run } = setUpRedrive({
      onCall: ({ name }) => (name === 'DeleteMessageCommand' && deletes.refused ? { fault: 'refused' } : undefined),
    });
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(screen).toContain('Put back, yet still in the dead-letter queue, where it could not be deleted: 1');
    expect(complete).toBe(false);
    deletes.refused = false;
    await run('all', 'yes');
    expect(bodies(MESSAGES)).toEqual([]);
    expect(bodies(QUEUE)).toEqual([slackMessage('one')]);
  });

  it('is released when somebody stops it: what is under way is finished, nothing else begins', async () => {
    const { put, bodies, hidden, stop, run } = setUpRedrive({
      onCall: ({ name, input }) => {
        if (name === 'SendMessageCommand' && `${input.MessageBody}`.includes('two')) stop();
        return undefined;
      },
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one'), slackMessage('two')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('three')]);
    expect(hidden(MESSAGES)).toEqual([]);
    expect(screen).toContain('Not reached: 1 of those shown (it was stopped)');
    expect(complete).toBe(false);
  });

  it('is told where somebody else took it meanwhile', async () => {
    const { put, sqs, run } = setUpRedrive();
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs');
    const taken: Promise<unknown>[] = [];
    const take = () => {
      const input = { QueueUrl: MESSAGES, MaxNumberOfMessages: 10, VisibilityTimeout: 60 };
      taken.push(sqs.send(new ReceiveMessageCommand(input)));
      return 'yes';
    };
    const { screen, complete } = await run('all', take);
    await Promise.all(taken);
    expect(screen).toContain('Not reached: 1 of those shown (somebody else took or holds them');
    expect(complete).toBe(false);
  });

  it('is told where its queue gives nothing any more, while the other queues are put back', async () => {
    let confirmed = false;
    const { put, invoked, bodies, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        confirmed && name === 'ReceiveMessageCommand' && `${input.QueueUrl}`.endsWith(MESSAGES)
          ? { fault: 'refused' }
          : undefined,
    });
    put(MESSAGES, deadLetter(slackMessage('one'), 'destination_refused'));
    put(RULE, { body: '{"id":"x"}' });
    const yes = () => {
      confirmed = true;
      return 'yes';
    };
    const { screen, complete } = await run('all', yes);
    expect(invoked).toHaveLength(1);
    expect(bodies(MESSAGES)).toHaveLength(1);
    expect(screen).toContain('Not reached: 1 of those shown (shipbell-dev-slack-dlq.fifo: ServiceUnavailable');
    expect(complete).toBe(false);
  });
});

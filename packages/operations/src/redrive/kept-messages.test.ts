import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { deadLettered, FAILED, MESSAGES, QUEUE, RULE, setUpRedrive, slackMessage } from '../testing/set-up-redrive.ts';

describe('redrive, for messages that it does not redrive,', () => {
  it('keeps a message that cannot be replayed, and shows it with the reason and without a number', async () => {
    const { put, bodies, inFlight, run } = setUpRedrive();
    put(FAILED, { body: 'no JSON' });
    put(FAILED, { body: '{"requestContext":{}}' });
    put(RULE, { body: '[]' });
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    put(FAILED, { body: `{"requestPayload":{"deep":${deep}}}` });
    const { screen } = await run('all', 'yes');
    expect(screen).toMatch(/^ {2}– {2}unreadable: 3, the oldest/m);
    expect(screen).toContain('Last: its event is nested too deeply');
    expect(screen).toContain('It cannot be redriven.');
    expect(bodies(FAILED)).toHaveLength(3);
    expect([...inFlight(FAILED), ...inFlight(RULE)]).toEqual([]);
  });

  it('keeps a message that SendMessage refuses, shows the error and fails, while the others go out', async () => {
    const { put, bodies, inFlight, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        name === 'SendMessageCommand' && `${input.MessageBody}`.includes('two') ? { fault: 'refused' } : undefined,
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one'), slackMessage('three')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('two')]);
    expect(inFlight(MESSAGES)).toEqual([]);
    expect(screen).toMatch(/Not redriven, and still in the dead-letter queue: 1 \(ServiceUnavailable: .*\)\n +· two/);
    expect(complete).toBe(false);
  });

  it('keeps no message where it takes longer than the visibility timeout, and lets none overtake another', async () => {
    const { put, bodies, inFlight, run } = setUpRedrive({ onCall: () => ({ takesMs: 200 }) });
    const names = Array.from({ length: 1_000 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    expect((await run('all', 'yes')).complete).toBe(true);
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
    expect([bodies(MESSAGES), inFlight(MESSAGES)]).toEqual([[], []]);
  });

  it('sends no message without time left to delete it', async () => {
    const { put, pass, calls, bodies, run } = setUpRedrive({
      onCall: ({ name }) => (name === 'SendMessageCommand' ? { takesMs: 100_000 } : undefined),
    });
    const names = Array.from({ length: 12 }, (_, index) => `${index}`);
    for (const name of names) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    pass(1_000);
    expect((await run('all', 'yes')).complete).toBe(true);
    expect(bodies(QUEUE)).toEqual(names.map(slackMessage));
    expect(bodies(MESSAGES)).toEqual([]);
    const order = calls.map(({ name }) => name).filter((name) => /^(Send|Delete)Message/.test(name));
    expect(order).toEqual(names.flatMap(() => ['SendMessageCommand', 'DeleteMessageCommand']));
  });

  it('keeps all others once a message that went out could not be deleted, which SQS drops when it is redriven at once', async () => {
    const deletes = { refused: true };
    const { put, bodies, inFlight, invoked, run } = setUpRedrive({
      onCall: ({ name }) => (name === 'DeleteMessageCommand' && deletes.refused ? { fault: 'refused' } : undefined),
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    put(RULE, { body: '{"id":"x"}' });
    put(RULE, { body: '{"id":"y"}' });
    const { screen, complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one')]);
    expect(invoked).toHaveLength(1);
    expect([inFlight(MESSAGES), inFlight(RULE)]).toEqual([[], []]);
    expect(screen).toContain('Redriven: 1 message to shipbell-dev-slack.fifo, 1 event to ');
    expect(screen).toMatch(
      /Of these still in the dead-letter queue, where it could not be deleted: 2 \(ServiceUn.*\n +· one\n/,
    );
    expect(screen).toContain('Not reached: 3 of those shown (shipbell-dev-slack-dlq.fifo: ServiceUnavailable');
    expect(complete).toBe(false);
    deletes.refused = false;
    await run('all', 'yes');
    expect(bodies(MESSAGES)).toEqual([]);
    expect(bodies(QUEUE)).toEqual(['one', 'two', 'three'].map(slackMessage));
  });

  it('keeps the messages that come while others are redriven, however many', async () => {
    let confirmed = false;
    const { put, bodies, run, calls } = setUpRedrive({
      onCall: ({ name }) => {
        if (!confirmed || name !== 'ReceiveMessageCommand') return undefined;
        for (let index = 0; index < 10; index += 1)
          put(MESSAGES, deadLettered(slackMessage('new'), 'destination_refused'));
        return { takesMs: 5_000 };
      },
    });
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    const yes = () => {
      confirmed = true;
      return 'yes';
    };
    const { complete } = await run('all', yes);
    expect([bodies(QUEUE), complete]).toEqual([[slackMessage('one')], true]);
    expect(calls.length).toBeLessThan(100);
  });

  it('finishes the message that is under way when somebody stops it, and returns the others to the queue', async () => {
    const { put, bodies, inFlight, stop, run } = setUpRedrive({
      onCall: ({ name, input }) => {
        if (name === 'SendMessageCommand' && `${input.MessageBody}`.includes('two')) stop();
        return undefined;
      },
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('one'), slackMessage('two')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('three')]);
    expect(inFlight(MESSAGES)).toEqual([]);
    expect(screen).toContain('Not reached: 1 of those shown (it was stopped)');
    expect(complete).toBe(false);
  });

  it('reports a message that somebody else took meanwhile as not reached', async () => {
    const { put, sqs, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    const taken: Promise<unknown>[] = [];
    const take = () => {
      const input = { QueueUrl: MESSAGES, MaxNumberOfMessages: 10, VisibilityTimeout: 60 };
      taken.push(sqs.send(new ReceiveMessageCommand(input)));
      return 'yes';
    };
    const { screen, complete } = await run('all', take);
    await Promise.all(taken);
    expect(screen).toContain('Not reached: 1 of those shown (somebody else took them or has them in flight');
    expect(complete).toBe(false);
  });

  it('reports the messages that SQS does not return to the queue, with the reason', async () => {
    const { put, run } = setUpRedrive({
      onCall: ({ name }) => (name === 'ChangeMessageVisibilityBatchCommand' ? { fault: 'refused' } : undefined),
    });
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(screen).toMatch(
      /Messages that could not be returned to the queue: 1 \(ServiceUnavailable: .*\)\. Nobody sees them/,
    );
    expect(screen).toContain('Not reached: 1 of those shown');
    expect(complete).toBe(false);
  });

  it('reports also the messages that SQS did not return to the queue in the middle of the work', async () => {
    let returns = 0;
    const { put, run } = setUpRedrive({
      onCall: ({ name }) => {
        if (name === 'SendMessageCommand') return { takesMs: 100_000 };
        if (name !== 'ChangeMessageVisibilityBatchCommand') return undefined;
        returns += 1;
        return returns === 2 ? { fault: 'refused' } : undefined;
      },
    });
    for (const name of ['one', 'two', 'three']) put(MESSAGES, deadLettered(slackMessage(name), 'destination_refused'));
    const { screen, complete } = await run('all', 'yes');
    expect(screen).toContain('Messages that could not be returned to the queue: 1 ');
    expect(screen).toContain('Not reached: 1 of those shown');
    expect(complete).toBe(false);
  });

  it('reports the messages that a queue no longer gives as not reached, while the other queues are redriven', async () => {
    let confirmed = false;
    const { put, invoked, bodies, run } = setUpRedrive({
      onCall: ({ name, input }) =>
        confirmed && name === 'ReceiveMessageCommand' && `${input.QueueUrl}`.endsWith(MESSAGES)
          ? { fault: 'refused' }
          : undefined,
    });
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
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

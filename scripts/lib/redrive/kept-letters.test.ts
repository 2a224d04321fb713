import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { deadLetter, MESSAGES, QUEUE, setUpRedrive, slackMessage } from './testing/set-up-redrive.ts';

const RULE = 'shipbell-dev-sfn-status-dlq';
const FAILED = 'shipbell-dev-codepipeline-handler-on-failure';

describe('what stays', () => {
  it('is a letter that cannot be replayed, with the reason and without a number', async () => {
    const { put, bodies, hidden, run } = setUpRedrive();
    put(FAILED, { body: 'no JSON' });
    put(FAILED, { body: '{"requestContext":{}}' });
    put(RULE, { body: '[]' });
    const { screen } = await run('all', 'yes');
    expect(screen).toMatch(/^ {2}– {2}unreadable: 2, the oldest/m);
    expect(screen).toContain('Last: its body is no record of Lambda with a requestPayload');
    expect(screen).toContain('It cannot be put back.');
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

  it('is released also where it was prolonged and nobody heard of it', async () => {
    let prolonged = 0;
    const { put, bodies, hidden, run } = setUpRedrive({
      onCall: ({ name }) => {
        if (name === 'SendMessageCommand') return { takes: 101_000 };
        if (name !== 'ChangeMessageVisibilityCommand') return undefined;
        prolonged += 1;
        return prolonged === 1 ? { fault: 'answer_lost' } : undefined;
      },
    });
    for (const name of ['one', 'two', 'three', 'four']) {
      put(MESSAGES, deadLetter(slackMessage(name), 'destination_refused'));
    }
    await run('all', 'yes');
    expect(bodies(MESSAGES)).toEqual([slackMessage('three')]);
    expect(hidden(MESSAGES)).toEqual([]);
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

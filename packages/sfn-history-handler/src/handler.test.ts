import { InvalidEventError } from '@shipbell/core/runtime';
import { checkSlackPayload, memoryLogger, messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { createReads } from './aws/reads.ts';
import { createHandler } from './handler.ts';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { history } from './testing/history.ts';
import { runHandler } from './testing/run-handler.ts';
import { statusEvent } from './testing/status-event.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';

const events = history(
  ['ExecutionStarted', 0],
  ['PassStateEntered', 0, { name: 'Begin' }],
  ['PassStateExited', 2, { name: 'Begin' }],
  ['PassStateEntered', 3, { name: 'End' }],
  ['PassStateExited', 4, { name: 'End' }],
  ['ExecutionSucceeded', 5],
);

function textOf({ notifications: [first] }: Awaited<ReturnType<typeof runHandler>>): string {
  return first === undefined ? '' : messageText(first.message);
}

/** Returns an error as the SDK throws it: its name says which it is. */
function awsError(name: string): Error {
  return Object.assign(new Error('not for a channel: arn:aws:iam::1:role/x'), { name });
}

describe('the handler', () => {
  it('puts one message with the states on the queue', async () => {
    const run = await runHandler({ event: statusEvent(), history: events });
    expect(run.notifications).toHaveLength(1);
    expect(textOf(run)).toContain('✅ *nightly-etl* succeeded on *prod* in 12m 04s');
    expect(textOf(run)).toMatch(/Begin ✓ .* 1 s\nEnd {3}✓ .* 1 s/);
  });

  it("uses the setting's name, image and destination", async () => {
    const setting = {
      stateMachine: 'nightly-*',
      name: 'ETL',
      imageUrl: 'https://example.com/etl.png',
      destination: 'data',
    };
    const { notifications } = await runHandler({ event: statusEvent(), history: events, stateMachines: [setting] });
    expect(notifications).toMatchObject([{ destination: 'data' }]);
    expect(JSON.stringify(notifications)).toMatch(/\*ETL\* succeeded.*https:\/\/example\.com\/etl\.png/);
  });

  it('ignores a state machine that no setting is for, and logs it', async () => {
    const { notifications, lines } = await runHandler({
      event: statusEvent(),
      stateMachines: [{ stateMachine: 'other' }],
    });
    expect(notifications).toEqual([]);
    expect(lines).toMatchObject([{ level: 'info', fields: { stateMachine: 'nightly-etl' } }]);
  });

  it("ignores the execution of a distributed Map's item, however it ended, and logs it", async () => {
    const executionArn = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl/Files:6e1c';
    const { notifications, lines } = await runHandler({ event: statusEvent({ executionArn, status: 'FAILED' }) });
    expect(notifications).toEqual([]);
    expect(lines).toMatchObject([
      { level: 'info', message: expect.stringMatching(/^Ignored:/), fields: { executionArn } },
    ]);
  });

  describe('with an execution that started this one', () => {
    const startedBy = (parentArn: string, detail: Record<string, unknown> = {}) =>
      statusEvent({ input: JSON.stringify({ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: parentArn }), ...detail });
    const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:parent:1';

    it.each([
      ['of any state machine', PARENT, []],
      ['of a state machine in the list', PARENT, [{ stateMachine: 'nightly-*' }, { stateMachine: 'parent' }]],
      [
        "that runs a distributed Map's item",
        `${PARENT.replace(':parent:', ':parent/Files:')}`,
        [{ stateMachine: '*' }],
      ],
    ])(
      'ignores a success where the other one %s is reported, and logs it',
      async (_which, parentArn, stateMachines) => {
        const { notifications, lines } = await runHandler({ event: startedBy(parentArn), stateMachines });
        expect(notifications).toEqual([]);
        expect(lines).toMatchObject([{ level: 'info', fields: { parentArn } }]);
      },
    );

    it.each([
      ['is of no state machine in the list', PARENT, [{ stateMachine: 'nightly-etl' }]],
      ['is in another account', PARENT.replace('123456789012', '999988887777'), []],
      ['is in another region', PARENT.replace('eu-west-1', 'us-east-1'), []],
      ['is nothing that AWS started', 'arn:aws:states', []],
    ])('reports a success where the other one %s', async (_why, parentArn, stateMachines) => {
      const run = await runHandler({ event: startedBy(parentArn), history: events, stateMachines });
      expect(textOf(run)).toContain('succeeded on *prod*');
    });

    it.each(['FAILED', 'TIMED_OUT', 'ABORTED'])(
      'reports that it is %s, with a link to the other one',
      async (status) => {
        const { notifications } = await runHandler({ event: startedBy(PARENT, { status }), history: events });
        expect(JSON.stringify(notifications)).toContain(`#/v2/executions/details/${PARENT}|Parent execution>`);
      },
    );
  });

  it('gives the same identity to an event that is delivered twice, and another to a redrive', async () => {
    const identity = async (detail: Record<string, unknown>) =>
      (await runHandler({ event: { ...statusEvent(detail), id: String(Math.random()) } })).notifications[0]?.identity;
    expect(await identity({})).toEqual(['sfn', ARN, 'SUCCEEDED', 0]);
    expect(await identity({})).toEqual(await identity({ output: 'other' }));
    expect(await identity({ redriveCount: 1 })).toEqual(['sfn', ARN, 'SUCCEEDED', 1]);
    expect(await identity({ status: 'FAILED' })).toEqual(['sfn', ARN, 'FAILED', 0]);
  });

  it.each(['RUNNING', 'PENDING_REDRIVE'])('does not ask for the history of an execution that is %s', async (status) => {
    const { client, requests } = fakeStepFunctions(events);
    const run = await runHandler({ event: statusEvent({ status, stopDate: null }), stepFunctions: client });
    expect(requests).toEqual([]);
    expect(run.notifications).toHaveLength(1);
  });

  it('sends a neutral message about a status that is unknown', async () => {
    const run = await runHandler({ event: statusEvent({ status: 'PAUSED' }), history: events });
    expect(textOf(run)).toContain('ℹ️ *nightly-etl* changed its status on *prod*: PAUSED');
    expect(run.lines).toMatchObject([{ level: 'warn', fields: { statusText: 'PAUSED' } }]);
  });

  it.each([
    ['arn:aws:states:eu-west-1:1:execution:a:b', 'https://eu-west-1.console.aws.amazon.com/states/'],
    ['arn:aws-cn:states:cn-north-1:1:execution:a:b', 'https://cn-north-1.console.amazonaws.cn/states/'],
    ['arn:aws-us-gov:states:us-gov-west-1:1:execution:a:b', 'https://console.amazonaws-us-gov.com/states/'],
  ])("links %s to the console of the ARN's partition", async (executionArn, url) => {
    const { notifications } = await runHandler({ event: statusEvent({ executionArn }), history: events });
    expect(JSON.stringify(notifications)).toContain(`<${url}`);
  });

  it('shows the links as text, or as buttons where LINK_STYLE says so', async () => {
    const asText = await runHandler({ event: statusEvent(), history: events });
    expect(JSON.stringify(asText.notifications)).toMatch(/<https:[^|]*\|State machine execution detail>/);
    const asButtons = await runHandler({ event: statusEvent(), history: events, linkStyle: 'buttons' });
    expect(JSON.stringify(asButtons.notifications)).toMatch(/"type":"button".*"State machine execution detail"/);
  });

  it('shows no link where the region is no region’s name', async () => {
    const executionArn = 'arn:aws:states:evil.example/:1:execution:a:b';
    const { notifications } = await runHandler({ event: statusEvent({ executionArn }), history: events });
    expect(JSON.stringify(notifications)).not.toContain('State machine execution detail');
  });

  it.each([
    ['AccessDeniedException', 'the history may not be read: states:GetExecutionHistory was denied'],
    ['ExecutionDoesNotExist', 'does not know this execution (ExecutionDoesNotExist); histories are kept for 90 days'],
    ['ThrottlingException', 'the history could not be read: AWS throttled states:GetExecutionHistory'],
    ['KmsThrottlingException', 'the history could not be read: AWS throttled states:GetExecutionHistory'],
    [
      'KmsAccessDeniedException',
      "may not be used (KmsAccessDeniedException); allow kms:Decrypt on it to the function's role",
    ],
    ['KmsInvalidStateException', 'the key that encrypts the history is disabled or deleted (KmsInvalidStateException)'],
    ['TimeoutError', 'the history did not answer in time'],
    ['InvalidToken', 'the history could not be read: InvalidToken'],
  ])('sends the message without the states after the error %s, and says and logs why', async (name, reason) => {
    const { client } = fakeStepFunctions(events, { failAt: { event: 0, error: awsError(name) } });
    const run = await runHandler({
      event: statusEvent({ status: 'FAILED', error: 'Broken', cause: 'why' }),
      stepFunctions: client,
    });
    expect(textOf(run)).toContain('❌ *nightly-etl* failed on *prod* after 12m 04s: Broken\nwhy');
    expect(textOf(run)).toContain(`❔ States unknown:`);
    expect(textOf(run)).toContain(reason);
    expect(textOf(run)).not.toContain('not for a channel');
    expect(run.lines).toMatchObject([{ level: 'warn', fields: { events: 0, executionArn: ARN } }]);
  });

  it('sends the states up to the page that could not be read', async () => {
    const { client } = fakeStepFunctions(events, {
      pageSize: 4,
      failAt: { event: 4, error: awsError('ThrottlingException') },
    });
    const run = await runHandler({ event: statusEvent({ status: 'FAILED' }), stepFunctions: client });
    expect(textOf(run)).toMatch(/Begin ✓ .* 1 s\nEnd {3}… .*unfinished/);
    expect(textOf(run)).toContain('❔ States known to event 4 only: the history could not be read: AWS throttled');
  });

  it('sends the error and the end that the history has where the event has none', async () => {
    const { executionArn, stateMachineArn, status } = statusEvent({ status: 'FAILED' }).detail;
    const failed = history(
      ['ExecutionStarted', 0],
      ['FailStateEntered', 0, { name: 'Give up' }],
      ['ExecutionFailed', 2, { error: 'NotReady', cause: 'no file' }],
    );
    const event = { ...statusEvent(), detail: { executionArn, stateMachineArn, status } };
    const run = await runHandler({ event, history: failed });
    expect(textOf(run)).toContain('failed on *prod* at *Give up*: NotReady\nno file');
    expect(textOf(run)).toContain('Ended <!date^1709604003^');
  });

  it('sends both ends of a history whose middle could not be read, and says what is missing', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
    const long = history(
      ['ExecutionStarted', 0],
      ...names.flatMap((name, index) => [
        ['PassStateEntered', 2 * index, { name }] as const,
        ['PassStateExited', 2 * index + 2, { name }] as const,
      ]),
      ['FailStateEntered', 17, { name: 'Give up' }],
      ['ExecutionFailed', 18, { error: 'Broken', cause: 'why' }],
    );
    const { client } = fakeStepFunctions(long, { pageSize: 4, failAt: { event: 9, error: awsError('Broken pipe') } });
    const run = await runHandler({ event: statusEvent({ status: 'FAILED', error: 'Broken' }), stepFunctions: client });
    expect(textOf(run)).toContain('at *Give up*');
    expect(textOf(run)).toMatch(/❔ States known without events \d+ to \d+: the history could not be read/);
  });

  it('compares the duration with the last successes, unless that is switched off', async () => {
    const executions = [1, 2, 3].map((day) => ({
      executionArn: `${day}`,
      startDate: new Date(2024, 2, day, 2),
      stopDate: new Date(2024, 2, day, 2, 6),
    }));
    const { client, others } = fakeStepFunctions(events, { executions });
    const asked = await runHandler({ event: statusEvent(), stepFunctions: client });
    const unasked = await runHandler({ event: statusEvent(), stepFunctions: client, compareDuration: false });
    expect(others).toHaveLength(1);
    expect(textOf(asked)).toContain('6m 00s');
    expect(textOf(unasked)).not.toContain('6m 00s');
  });

  it('sends the message without a typical duration that could not be read, and logs why', async () => {
    const executions = awsError('AccessDeniedException');
    const { client } = fakeStepFunctions(events, { executions });
    const run = await runHandler({ event: statusEvent(), stepFunctions: client });
    expect(run.notifications).toHaveLength(1);
    expect(run.lines).toMatchObject([
      {
        level: 'warn',
        message: 'The typical duration could not be read',
        fields: {
          reason: 'the list of executions may not be read: states:ListExecutions was denied',
          error: executions,
        },
      },
    ]);
  });

  it('shows what the setting names of the input, and nothing else of inputs, outputs and parameters', async () => {
    const data = JSON.stringify({ order: 'A-17', secret: 'hunter2' });
    const failedTask = history(
      ['ExecutionStarted', 0, { input: data }],
      ['TaskStateEntered', 0, { name: 'Load', input: data }],
      ['TaskScheduled', 2, { resourceType: 'lambda', resource: 'invoke', parameters: data }],
      ['TaskStarted', 3, { resourceType: 'lambda', resource: 'invoke' }],
      ['TaskFailed', 4, { resourceType: 'lambda', resource: 'invoke', error: 'Broken', cause: 'why' }],
      ['ExecutionFailed', 5, { error: 'Broken', cause: 'why' }],
    );
    const event = statusEvent({ status: 'FAILED', error: 'Broken', cause: 'why', input: data, output: data });
    const stateMachines = [{ stateMachine: '*', inputPaths: ['$.order'] }];
    const { notifications, lines } = await runHandler({ event, history: failedTask, stateMachines });
    expect(JSON.stringify(notifications)).toContain('A-17');
    expect(JSON.stringify([notifications, lines])).not.toContain('hunter2');
    const unset = await runHandler({ event, history: failedTask });
    expect(JSON.stringify(unset)).not.toMatch(/A-17|hunter2/);
  });

  it('reads in the region of the execution, which another region may have forwarded', async () => {
    const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:nightly-etl:1';
    const lambda = { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shipbell' };
    const { regions, lines } = await runHandler({ event: statusEvent({ executionArn }), history: events, lambda });
    expect(regions).toEqual(['us-east-1']);
    expect(lines).toEqual([]);
  });

  it('asks nothing about an execution of another account, and says once that it is not read', async () => {
    const executionArn = 'arn:aws:states:eu-west-1:999999999999:execution:nightly-etl:1';
    const lambda = { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shipbell' };
    const { client, requests, others } = fakeStepFunctions(events);
    const text = textOf(await runHandler({ event: statusEvent({ executionArn }), stepFunctions: client, lambda }));
    expect([...requests, ...others]).toEqual([]);
    expect(text).toContain('States unknown: the history is in account 999999999999, which this function does not read');
    expect(text.match(/999999999999, which/g)).toHaveLength(1);
  });

  it('shows the input that the event of another account holds', async () => {
    const executionArn = 'arn:aws:states:eu-west-1:999999999999:execution:nightly-etl:1';
    const result = await runHandler({
      event: statusEvent({ executionArn, input: '{"date":"2024-03-05"}' }),
      stateMachines: [{ stateMachine: 'nightly-etl', inputPaths: ['$.date'] }],
      lambda: { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shipbell' },
    });
    expect(textOf(result)).toContain('2024-03-05');
  });

  it('gives the event’s id and time to the queue, and the id to every line of the log', async () => {
    const denied = fakeStepFunctions(events, { failAt: { event: -1, error: awsError('AccessDenied') } }).client;
    const { refs, lines } = await runHandler({ event: statusEvent({ status: 'NEW' }), stepFunctions: denied });
    const correlationId = '1f6a8d0e-5b1c-4f1e-9d55-3a7b1f0a0001';
    expect(refs).toEqual([{ correlationId, time: '2024-03-05T02:12:05.000Z' }]);
    expect(lines.length).toBeGreaterThan(1);
    for (const { fields } of lines) expect(fields.correlationId).toBe(correlationId);
  });

  it('throws for an event that is no status event, so that Lambda keeps it', async () => {
    await expect(runHandler({ event: { Records: [] } })).rejects.toThrow(InvalidEventError);
  });

  it('throws when the queue refuses, so that Lambda tries again', async () => {
    const refusal = new Error('queue does not exist');
    const handler = createHandler({
      environment: 'prod',
      linkStyle: 'text',
      stateMachines: [],
      defaults: {},
      log: memoryLogger().log,
      readsIn: () => createReads(fakeStepFunctions(events).client, true),
      enqueue: async () => {
        throw refusal;
      },
    });
    await expect(handler(statusEvent())).rejects.toBe(refusal);
  });

  it("sends a message within Slack's limits for the longest history there is", async () => {
    const long = history(
      ['ExecutionStarted', 0],
      ...Array.from({ length: 24_998 }, (_, index) => {
        const name = `${'🚀'.repeat(30)} ${Math.floor(index / 2) % 5_000}`;
        return index % 2 === 0
          ? (['PassStateEntered', index === 0 ? 0 : index + 1, { name }] as const)
          : (['PassStateExited', index + 1, { name }] as const);
      }),
      ['ExecutionFailed', 24_999, { error: 'States.Runtime', cause: '&'.repeat(32_768) }],
    );
    const { notifications } = await runHandler({ event: statusEvent({ status: 'FAILED' }), history: long });
    expect(notifications.map(({ message }) => checkSlackPayload(JSON.stringify(message)))).toEqual([
      { status: 200, body: 'ok' },
    ]);
  });
});

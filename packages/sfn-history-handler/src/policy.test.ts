import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { StateMachineSetting } from './config.ts';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { runHandler } from './testing/run-handler.ts';
import { statusEvent } from './testing/status-event.ts';

type Setting = Omit<StateMachineSetting, 'stateMachine'>;
type Item = Partial<ExecutionListItem>;

const END_MS = Date.UTC(2024, 2, 5, 2, 12, 5);
const BROKEN: Setting = { statuses: ['failed', 'timed_out', 'recovered'] };

/** Returns an execution that ended so many minutes before the one that is reported, and took so long. */
function ended(status: ExecutionListItem['status'], minutes: number, tookMinutes = 1, change: Item = {}): Item {
  const stop = END_MS - minutes * 60_000;
  return {
    executionArn: `${status} ${minutes}`,
    status,
    startDate: new Date(stop - tookMinutes * 60_000),
    stopDate: new Date(stop),
    ...change,
  };
}

function denied(): Error {
  return Object.assign(new Error('not for a channel'), { name: 'AccessDeniedException' });
}

/** Returns the message that an execution becomes whose state machine has had these executions, and what was asked. */
async function run(
  defaults: Setting,
  executions: readonly Item[] | Error = [],
  detail: Readonly<Record<string, unknown>> = {},
) {
  const { client, requests, others } = fakeStepFunctions([], { executions });
  const { notifications, lines } = await runHandler({
    event: statusEvent(detail),
    defaults,
    stepFunctions: client,
    compareDuration: false,
  });
  const [message] = notifications.map((one) => one.message);
  return { headline: message?.text, text: message && messageText(message), asked: requests.length, others, lines };
}

describe('the handler, with statuses in the setting,', () => {
  it.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'])('reports %s where they ask for it alone', async (status) => {
    const own = status.toLowerCase() as NonNullable<Setting['statuses']>[number];
    const all = ['succeeded', 'failed', 'timed_out', 'aborted'] as const;
    expect((await run({ statuses: [own] }, [], { status })).headline).toBeDefined();
    const ignored = await run({ statuses: all.filter((one) => one !== own) }, [], { status });
    expect(ignored).toMatchObject({ headline: undefined, asked: 0, others: [] });
    expect(ignored.lines).toMatchObject([
      { level: 'info', message: `Ignored: its setting’s statuses do not ask for ${own}` },
    ]);
  });

  it.each(['RUNNING', 'PENDING_REDRIVE', 'NEW'])('reports %s, which none of them names', async (status) => {
    expect((await run({ statuses: [] }, [], { status })).headline).toBeDefined();
  });

  it('goes by the entry, and by the defaults where the entry has none', async () => {
    const notificationsOf = async (stateMachines: readonly StateMachineSetting[]) =>
      (await runHandler({ event: statusEvent({ status: 'FAILED' }), stateMachines })).notifications.length;
    expect(await notificationsOf([{ stateMachine: '*', statuses: ['succeeded'] }, { stateMachine: '*' }])).toBe(0);
    expect(await notificationsOf([{ stateMachine: '*', statuses: ['failed'] }])).toBe(1);
  });

  it('reports the success of a nested execution itself where its parent’s successes are not reported', async () => {
    const parent = 'arn:aws:states:eu-west-1:123456789012:execution:parent:1';
    const event = statusEvent({ input: JSON.stringify({ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: parent }) });
    const settings = (statuses: StateMachineSetting['statuses']) => [
      { stateMachine: 'parent', statuses },
      { stateMachine: '*' },
    ];
    expect((await runHandler({ event, stateMachines: settings(undefined) })).notifications).toHaveLength(0);
    expect((await runHandler({ event, stateMachines: settings(['succeeded']) })).notifications).toHaveLength(0);
    expect((await runHandler({ event, stateMachines: settings(['failed']) })).notifications).toHaveLength(1);
  });
});

describe('the handler, for the first success after failures,', () => {
  it('says how many and how long, whether successes are reported or not', async () => {
    const executions = [ended('FAILED', 60), ended('TIMED_OUT', 100), ended('FAILED', 130), ended('SUCCEEDED', 190)];
    for (const statuses of [['recovered'], ['recovered', 'succeeded']] as const) {
      expect((await run({ statuses: [...statuses] }, executions)).headline).toBe(
        '✅ *nightly-etl* succeeded again on *prod* after 3 failures in 2h 10m, took 12m 04s',
      );
    }
  });

  it('ignores a success after a success, and one after nothing', async () => {
    for (const executions of [[ended('SUCCEEDED', 60), ended('FAILED', 130)], []]) {
      const { headline, asked, others } = await run(BROKEN, executions);
      expect(headline).toBeUndefined();
      expect(asked).toBe(0);
      expect(others).toHaveLength(1);
    }
  });

  it('passes over what a person stopped, what still runs and what ended later', async () => {
    const executions = [
      ended('RUNNING', -1, 5, { stopDate: undefined }),
      ended('SUCCEEDED', -2, 30),
      ended('ABORTED', 30),
      ended('FAILED', 60),
      ended('SUCCEEDED', 90),
    ];
    expect((await run(BROKEN, executions)).headline).toContain('after 1 failure in 1h 00m');
    expect((await run(BROKEN, executions.toSpliced(3, 1))).headline).toBeUndefined();
  });

  it('counts each end of an execution that was redriven', async () => {
    const redriven = await run(BROKEN, [ended('SUCCEEDED', 90)], { redriveCount: 1, redriveDate: END_MS - 60_000 });
    expect(redriven.headline).toBe(
      '✅ *nightly-etl* succeeded again on *prod* after 1 failure, took 1m 00s (redrive 1)',
    );
    const earlier = await run(BROKEN, [ended('FAILED', 60, 1, { redriveCount: 2 }), ended('SUCCEEDED', 90)]);
    expect(earlier.headline).toContain('after 3 failures in 1h 00m');
  });

  it('says more than so many where two pages of executions show no success', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ended('FAILED', index + 1));
    const { headline, others } = await run(BROKEN, many);
    expect(headline).toContain('after more than 200 failures in 3h 20m');
    expect(others).toHaveLength(2);
  });

  it('sends the message where the executions may not be read, and says what is unknown', async () => {
    const { headline, text, lines } = await run(BROKEN, denied());
    expect(headline).toBe('✅ *nightly-etl* succeeded on *prod* in 12m 04s');
    expect(text).toContain('❔ Whether it had failed before is unknown: the list of executions may not be read');
    expect(lines).toMatchObject([{ level: 'warn', message: 'What the execution came after could not be read' }]);
  });

  it('reads nothing for any other status, and where nobody asks', async () => {
    expect((await run(BROKEN, [], { status: 'FAILED' })).others).toEqual([]);
    expect((await run({}, [])).others).toEqual([]);
  });
});

describe('the handler, for a success that took longer than typical,', () => {
  const past = [ended('SUCCEEDED', 60, 4), ended('SUCCEEDED', 120, 4), ended('SUCCEEDED', 180, 5)];

  it('reports it where successes are left out, and compares although durations are not compared', async () => {
    const setting: Setting = { statuses: ['failed'], slowerThanTypical: 3 };
    expect((await run(setting, past)).headline).toBe(
      '✅ *nightly-etl* succeeded on *prod* in 12m 04s (usually 4m 00s)',
    );
    expect(await run({ ...setting, slowerThanTypical: 3.1 }, past)).toMatchObject({ headline: undefined, asked: 0 });
    expect((await run(setting, past.slice(1))).headline).toBeUndefined();
  });

  it('says how long it usually takes where the setting calls slow what others would call as usual', async () => {
    const slow = [ended('SUCCEEDED', 60, 10), ended('SUCCEEDED', 120, 10), ended('SUCCEEDED', 180, 10)];
    expect((await run({ slowerThanTypical: 1.2 }, slow)).headline).toContain('in 12m 04s (usually 10m 00s)');
    expect((await run({ slowerThanTypical: 1.3 }, slow)).headline).toContain('in 12m 04s (as usual)');
  });

  it('counts no more redrives than an execution may have, however many an event or a list gives', async () => {
    const absurd = { redriveCount: 700_000_000 };
    const own = await run(BROKEN, [ended('SUCCEEDED', 90)], absurd);
    expect(own.headline).toContain('after 1001 failures');
    const earlier = await run(BROKEN, [ended('FAILED', 60, 1, absurd), ended('SUCCEEDED', 90)]);
    expect(earlier.headline).toContain('after 1001 failures');
  });

  it('does not compare a redrive, which runs only what had failed', async () => {
    const redrive = { redriveCount: 1 };
    expect((await run({ statuses: ['failed'], slowerThanTypical: 2 }, past, redrive)).headline).toBeUndefined();
  });

  it('reports it where the executions may not be read, and says so', async () => {
    const { text } = await run({ statuses: ['failed'], slowerThanTypical: 2 }, denied());
    expect(text).toContain('❔ How long it usually takes is unknown: the list of executions may not be read');
  });
});

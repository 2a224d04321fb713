import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { refusal } from '@shipbell/core/testing';
import {
  anyMutations,
  FUZZ_TIMEOUT_MS,
  fateOfReads,
  fates,
  fuzz,
  hostileJson,
  hostileText,
  mutate,
  typedMutations,
} from '@shipbell/testing/fuzzing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config, StateMachineSetting } from './config.ts';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { fixtureNames, readFixtureAnswers, readFixtureEvent, readFixtureHistory } from './testing/read-fixture.ts';
import { runHandler } from './testing/run-handler.ts';
import { statusEvent } from './testing/status-event.ts';

const SETTINGS: readonly StateMachineSetting[] = [
  {
    stateMachine: '*',
    name: 'ETL',
    imageUrl: 'https://example.com/etl.png',
    destination: 'data',
    inputPaths: ['$.__proto__', '$.order', '$.items[0]', "$['constructor']"],
  },
];

/** How many reads the handler may make before the time that the function gives them is over. */
const MOST_READS = 200;

const circumstances = fc.record({
  fixture: fc.constantFrom(...fixtureNames()),
  historyMutations: typedMutations,
  input: fc.oneof(hostileText, fc.json()),
  pageSize: fc.constantFrom(1, 7, 1_000),
  fates,
  stateMachines: fc.constantFrom([], SETTINGS, [{ stateMachine: 'other' }]),
  defaults: fc.constantFrom<Config['defaults']>({}, { statuses: ['failed', 'recovered'], slowerThanTypical: 1.5 }),
});

type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Calls the handler as Lambda does, and expects that the event leads to a good message, is ignored with a reason, or is
 * refused with one.
 */
async function judge(
  event: unknown,
  { fixture, historyMutations, fates, stateMachines, defaults, ...options }: Circumstances,
) {
  const history = mutate(readFixtureHistory(fixture) ?? [], historyMutations) as HistoryEvent[];
  const { client } = fakeStepFunctions(history, { ...options, ...readFixtureAnswers(fixture) });
  const { meet } = fateOfReads(fates, MOST_READS);
  const send = (...parameters: [never]) => meet(() => client.send(...parameters));
  const stepFunctions = { send } as unknown as typeof client;
  const { notifications, lines } = await runHandler({ event, stateMachines, defaults, stepFunctions }).catch(
    (error) => {
      if (error.name === 'InvalidEventError') return { notifications: [], lines: [{ message: 'Ignored: ' }] };
      throw error;
    },
  );
  for (const { message } of notifications) expect(refusal(message)).toBeUndefined();
  const ignored = lines.filter(({ message }) => message.startsWith('Ignored: '));
  expect(notifications.length + ignored.length).toBe(1);
}

const anyDetail = fc.record(
  Object.fromEntries(Object.keys(statusEvent().detail).map((name) => [name, fc.oneof(hostileText, hostileJson)])),
  { requiredKeys: [] },
);
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:';

/** Generates status events that are odd in everything but the beginning of the ARN and the status. */
const statusEvents = fc
  .tuple(
    anyDetail,
    fc.constantFrom(ARN, 'arn:'),
    hostileText,
    fc.constantFrom('FAILED', 'SUCCEEDED', 'TIMED_OUT', 'ABORTED', 'RUNNING', '__proto__'),
  )
  .map(([detail, arn, name, status]) => statusEvent({ ...detail, executionArn: `${arn}${name}`, status }));

describe('the handler, whatever Step Functions answers,', () => {
  it('enqueues a good message for a fixture with anything changed in it, or ignores or refuses it with a reason', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    await fuzz('sfn-history-handler with fixtures', fc.tuple(anyMutations, circumstances), ([mutations, others]) =>
      judge(mutate(readFixtureEvent(others.fixture), mutations), others),
    );
  });

  it('enqueues a good message for any event, or ignores or refuses it with a reason', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const events = fc.oneof({ weight: 3, arbitrary: statusEvents }, hostileJson, fc.record({ detail: hostileJson }));
    await fuzz('sfn-history-handler with any event', fc.tuple(events, circumstances), ([event, others]) =>
      judge(event, others),
    );
  });
});

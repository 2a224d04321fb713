import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { statesOf } from './testing/history.ts';
import { caughtBefore, containersIn, expectAsCounted, failedState } from './testing/oracle.ts';
import {
  fixtureMessagePath,
  fixtureNames,
  readFixtureAnswers,
  readFixtureDefinition,
  readFixtureEvent,
  readFixtureHistory,
  readFixtureSettings,
} from './testing/read-fixture.ts';
import { runHandler } from './testing/run-handler.ts';

const stateMachines = [
  { stateMachine: 'succeeded', name: 'Order fulfilment', imageUrl: 'https://example.com/orders.png' },
  { stateMachine: '*' },
];

const gone = new ExecutionDoesNotExist({ message: 'Execution Does Not Exist', $metadata: {} });

async function messageOf(name: string, pageSize: number) {
  const history = readFixtureHistory(name);
  const { client } = fakeStepFunctions(history ?? [], {
    pageSize,
    ...readFixtureAnswers(name),
    ...(history === undefined && { failAt: { event: -1, error: gone } }),
  });
  const settings = readFixtureSettings(name) ?? { stateMachines };
  const { notifications } = await runHandler({ event: readFixtureEvent(name), ...settings, stepFunctions: client });
  return notifications.map(({ message }) => message);
}

describe.each(fixtureNames())('fixtures/%s', (name) => {
  it('becomes the message beside it', async () => {
    const [message] = await messageOf(name, 1_000);
    await expect(`${JSON.stringify(message ?? null, null, 2)}\n`).toMatchFileSnapshot(fixtureMessagePath(name));
  });

  it('is one message that Slack takes, or none where its settings leave it out', async () => {
    const answers = (await messageOf(name, 1_000)).map((message) => checkSlackPayload(JSON.stringify(message)));
    expect(answers).toEqual(name.endsWith('left-out') ? [] : [{ status: 200, body: 'ok' }]);
  });

  it('becomes the same message whatever pages the history comes in', async () => {
    expect(await messageOf(name, 1)).toEqual(await messageOf(name, 1_000));
  });
});

/** The cases that the oracle can count: it does not count redrives and events that make no sense. */
const countable = fixtureNames().filter((name) => !/redriven|unknown-events/.test(name) && readFixtureHistory(name));

describe.each(countable)('the states of fixtures/%s', (name) => {
  const history = readFixtureHistory(name) ?? [];

  it('are the ones that an oracle counts', () => {
    expectAsCounted(history);
  });

  it('include the failed one that the oracle names', () => {
    const { failure, stoppedAt } = statesOf(history);
    const failed = failedState(history);
    const isInside = name === 'map-caught-then-failed';
    expect(failure?.line.name).toBe(isInside ? 'Import till' : failed && (caughtBefore(history) ?? failed));
    if (failed) expect(stoppedAt).toEqual([failed]);
  });
});

const recorded = fixtureNames().filter((name) => readFixtureDefinition(name));

describe.each(recorded)('the states of fixtures/%s', (name) => {
  it('are in the containers that the definition has them in', () => {
    const containers = containersIn(readFixtureDefinition(name));
    const { lines } = statesOf(readFixtureHistory(name) ?? []);
    expect(lines.map((line) => [line.name, lines[line.parent ?? -1]?.name])).toEqual(
      lines.map((line) => [line.name, containers.get(line.name)]),
    );
  });
});

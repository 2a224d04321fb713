import { memoryLogger } from '@shipbell/core/testing';
import { recordRounds } from '@shipbell/testing';
import { expect, it } from 'vitest';
import { createReads } from './aws/reads.ts';
import { createHandler } from './handler.ts';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { readFixtureEvent, readFixtureHistory } from './testing/read-fixture.ts';

/** Returns the calls of a fixture's event: those of an entry go side by side, and each entry waits for the one before it. */
async function callsOf(name: string) {
  const { record, recorded, takeRounds } = recordRounds();
  const { client } = fakeStepFunctions(readFixtureHistory(name) ?? []);
  const stepFunctions = recorded(client);
  const handler = createHandler({
    environment: 'prod',
    linkStyle: 'text',
    stateMachines: [],
    defaults: {},
    log: memoryLogger().log,
    readsIn: () => createReads(stepFunctions, true),
    enqueue: () => record('SendMessage'),
  });
  await handler(readFixtureEvent(name));
  return takeRounds();
}

it.each(['succeeded', 'task-timed-out'])(
  'an execution of a few events, as %s, leads to two reads side by side',
  async (name) => {
    expect(await callsOf(name)).toMatchInlineSnapshot(`
    [
      "GetExecutionHistory + ListExecutions",
      "SendMessage",
    ]
  `);
  },
);

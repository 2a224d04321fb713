import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { fixtureMessagePath, fixtureNames, readFixtureEvent, readFixtureHistory } from './testing/read-fixture.ts';
import { runHandler } from './testing/run-handler.ts';

const stateMachines = [
  { stateMachine: 'succeeded', name: 'Order fulfilment', imageUrl: 'https://example.com/orders.png' },
  { stateMachine: '*' },
];

const gone = new ExecutionDoesNotExist({ message: 'Execution Does Not Exist', $metadata: {} });

const messageOf = async (name: string, pageSize: number) => {
  const history = readFixtureHistory(name);
  const { client } = fakeStepFunctions(history ?? [], history ? { pageSize } : { failAt: { event: -1, error: gone } });
  const { notifications } = await runHandler({ event: readFixtureEvent(name), stateMachines, stepFunctions: client });
  return notifications.map(({ message }) => message);
};

describe.each(fixtureNames())('fixtures/%s', (name) => {
  it('becomes the message beside it', async () => {
    const [message] = await messageOf(name, 1_000);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(fixtureMessagePath(name));
  });

  it('is one message that Slack takes', async () => {
    const answers = (await messageOf(name, 1_000)).map((message) => checkSlackPayload(JSON.stringify(message)));
    expect(answers).toEqual([{ status: 200, body: 'ok' }]);
  });

  it('becomes the same message whatever pages the history comes in', async () => {
    expect(await messageOf(name, 1)).toEqual(await messageOf(name, 1_000));
  });
});

import { join } from 'node:path';
import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { cases, FIXTURES, readFixture, settingsOf, worldOf } from './testing/fixtures.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const OWN = { invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:843255971531:function:shipbell-dev-deployments' };

/**
 * Everything is asked for, so that the fixtures show it; the test of the policy is about what is reported without being
 * asked for.
 */
const EVERYTHING = ['progress', 'stages', 'actions', 'approvals', 'instances', 'scaling'] as const;

describe('the handler, with the fixtures,', () => {
  it.each(cases)('turns the event %s into the messages beside it', async (name) => {
    const settings = { ...settingsOf(name), additionalEvents: EVERYTHING };
    const { handler, notifications } = setUpHandler(worldOf(name), settings, OWN);
    await handler(readFixture(`${name}.event.json`));
    const messages = notifications.map(({ destination, identity, message }) => ({ destination, identity, message }));
    await expect(`${JSON.stringify(messages, null, 2)}\n`).toMatchFileSnapshot(join(FIXTURES, `${name}.slack.json`));
    for (const { message } of notifications) {
      expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
    }
  });
});

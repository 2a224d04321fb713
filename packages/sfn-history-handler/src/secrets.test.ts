import { parseJson } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { fixtureNames, readFixtureAnswers, readFixtureEvent, readFixtureHistory } from './testing/read-fixture.ts';
import { runHandler } from './testing/run-handler.ts';

const SECRET = 'Zq7Vx2Kp9Wd4Rt6Y';

/** Matches the names of what programs write when they fail, also within the JSON of a cause. */
const TEXT = /^(?:error|cause|error_?(?:message|type)|message|(?:status|stopped)?_?reason|log_?tail)$/i;

/** Returns the value, an event or Step Functions' answer, with a secret in every such text; JSON in a text stays JSON. */
function planted(value: unknown, secret: string, name = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => planted(element, secret, name));
  if (value instanceof Date) return value;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, planted(inner, secret, key)]));
  }
  if (typeof value !== 'string') return value;
  const json = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
  if (json !== undefined) return JSON.stringify(planted(json, secret, name));
  return TEXT.test(name) ? `${value} ${secret}` : value;
}

async function notificationsOf(name: string, change: <Value>(value: Value) => Value) {
  const { client } = fakeStepFunctions(change(readFixtureHistory(name) ?? []), change(readFixtureAnswers(name)));
  const { notifications } = await runHandler({ event: change(readFixtureEvent(name)), stepFunctions: client });
  return notifications;
}

describe.each([`password=${SECRET}`, `postgres://app:${SECRET}@db.internal/app`, `\nAuthorization: Bearer ${SECRET}`])(
  'the handler, with %j in every text of an event and of a history,',
  (secret) => {
    it.each(fixtureNames())('enqueues no secret of %s, and the identity of the event without it', async (name) => {
      const plain = await notificationsOf(name, (value) => value);
      const hostile = await notificationsOf(name, (value) => planted(value, secret) as typeof value);
      expect(JSON.stringify(hostile.map(({ message }) => message))).not.toContain(SECRET);
      expect(hostile.map(({ identity }) => identity)).toEqual(plain.map(({ identity }) => identity));
    });
  },
);

import { parseJson } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { cases, DEPLOYMENTS, readFixture, worldOf } from './testing/fixtures.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const SECRET = 'Zq7Vx2Kp9Wd4Rt6Y';

/** Matches the names of what people and their programs write, and of addresses that others have chosen. */
const TEXT =
  /(?:message|summary|description|custom_?data|reason|context|comments|information|log_?tail|subject|requesttitle|display-?name|^error|^value)$/i;
const ADDRESS = /(?:url|link)$/i;

/** Returns the value, an event or AWS's answer, with a secret in every text and address; JSON in a text stays JSON. */
function planted(value: unknown, secret: string, name = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => planted(element, secret, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, planted(inner, secret, key)]));
  }
  if (typeof value !== 'string') return value;
  const json = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
  if (json !== undefined) return JSON.stringify(planted(json, secret, name));
  if (ADDRESS.test(name)) return `https://hooks.slack.com/services/T00000000/B00000000/${SECRET}`;
  return TEXT.test(name) ? `${value} ${secret}` : value;
}

async function notificationsOf(name: string, change: <Value>(value: Value) => Value) {
  const additionalEvents = ['progress', 'stages', 'actions', 'approvals', 'instances', 'scaling'] as const;
  const settings = { deployments: DEPLOYMENTS, additionalEvents };
  const { handler, notifications } = setUpHandler(change(worldOf(name)), settings);
  await handler(change(readFixture(`${name}.event.json`)));
  return notifications;
}

describe.each([
  `password=${SECRET}`,
  `postgres://app:${SECRET}@db.internal/app`,
  `\nAuthorization: Bearer ${SECRET}`,
  `\n"value": "${SECRET}",\n"name": "DB_PASSWORD"`,
])('the handler, with %j in every text of an event and of AWS’s answers,', (secret) => {
  it.each(cases)('enqueues no secret of %s, and the identities of the event without it', async (name) => {
    const plain = await notificationsOf(name, (value) => value);
    const hostile = await notificationsOf(name, (value) => planted(value, secret) as typeof value);
    expect(JSON.stringify(hostile.map(({ message }) => message))).not.toContain(SECRET);
    expect(hostile.map(({ identity }) => identity)).toEqual(plain.map(({ identity }) => identity));
  });
});

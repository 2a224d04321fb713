import { describe, expect, it } from 'vitest';
import { APPLY, awsError, findingsOf } from '../../testing/set-up-doctor.ts';
import { webhooks } from './webhooks.ts';

describe('webhooks', () => {
  const secret = 'https://hooks.slack.com/services/T0/B0/secret';
  const stored = (Value: string, Type = 'SecureString') => ({
    GetParameter: { Parameter: { Name: '/dev/SLACK_URL', Value: secret, Type: 'SecureString' } },
    GetParametersByPath: { Parameters: [{ Name: '/dev/SLACK_URL/data', Value, Type }] },
  });

  it('is well where each destination has an incoming webhook, which is not shown', async () => {
    const findings = await findingsOf(webhooks, stored(`${secret}\n`));
    expect(findings).toEqual([
      { kind: 'ok', what: '/dev/SLACK_URL holds an incoming webhook' },
      { kind: 'ok', what: '/dev/SLACK_URL/data holds an incoming webhook' },
    ]);
  });

  it.each([
    ['placeholder, to be replaced', 'holds no webhook yet'],
    ['https://hooks.slack.com/triggers/T0/1/secret', 'holds a workflow’s trigger'],
    ['https://acme.slack.com/archives/secret', 'no incoming webhook'],
    ['https://discord.com/api/webhooks/1/secret', 'holds a webhook of Discord'],
  ])('fails for %s, and says what it is without showing it', async (value, what) => {
    const findings = await findingsOf(webhooks, stored(value));
    expect(findings[1]).toEqual({
      kind: 'failed',
      what: expect.stringContaining(`/dev/SLACK_URL/data `),
      type: './scripts/set-webhook dev data',
    });
    expect(JSON.stringify(findings)).toContain(what);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it('does not know of another host whether it takes messages', async () => {
    expect((await findingsOf(webhooks, stored('https://proxy.example.com/slack')))[1]).toMatchObject({
      kind: 'unknown',
    });
  });

  it('fails where the default destination has no parameter, or one is no SecureString', async () => {
    const answers = { ...stored(secret, 'String'), GetParameter: awsError('ParameterNotFound') };
    expect(await findingsOf(webhooks, answers)).toEqual([
      { kind: 'failed', what: 'There is no parameter /dev/SLACK_URL.', type: APPLY },
      {
        kind: 'failed',
        what: expect.stringContaining('/dev/SLACK_URL/data is a String'),
        type: `aws ssm delete-parameter --name /dev/SLACK_URL/data && ${APPLY} && ./scripts/set-webhook dev data`,
      },
    ]);
  });
});

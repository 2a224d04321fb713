import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from './refusal.ts';

describe('refusal', () => {
  it.each(['https://hooks.slack.com/services/T0/B0/abc', 'https://hooks.slack-gov.com/services/T0/B0/abc'])(
    'refuses nothing of Slack’s webhook %s',
    (url) => {
      expect(refusal(url, false)).toBeUndefined();
    },
  );

  it.each([
    ['xoxb-1-2-abc', 'a token of a Slack app and no webhook'],
    ['xapp-1-A-1-abc', 'a token of a Slack app and no webhook'],
    ['hello', 'no https address'],
    ['http://hooks.slack.com/services/T0/B0/abc', 'no https address'],
    ['https://hooks.slack.com/triggers/T0/1/abc', 'the trigger of a workflow'],
    ['https://acme.slack.com/archives/C0', 'another page of Slack'],
  ])('says of %s that it is %s, with --any-host too', (typed, what) => {
    for (const anyHost of [false, true]) expect(refusal(typed, anyHost)).toContain(`That is ${what}`);
  });

  it.each([
    ['https://discord.com/api/webhooks/1/abc', 'looks like a webhook of Discord'],
    ['https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz', 'looks like a webhook of Mattermost'],
    ['https://chat.example.com/hooks/64b0c1d2e3f4a5b6c7d8e9f0/abc', 'looks like a webhook of Rocket.Chat'],
    ['https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4', 'looks like a webhook of Microsoft Teams'],
    [
      'https://prod-1.westeurope.logic.azure.com:443/workflows/1/triggers/manual',
      'looks like a webhook of Microsoft Teams',
    ],
    ['https://chat.googleapis.com/v1/spaces/1/messages?key=2&token=3', 'looks like a webhook of Google Chat'],
    ['https://localhost:8443/services/T0/B0/abc', 'is no address of Slack'],
    ['https://hooks.slack.com.example.com/services/T0/B0/abc', 'is no address of Slack'],
    ['https://hooks.slack.com@example.com/services/T0/B0/abc', 'is no address of Slack'],
  ])('says of %s that it %s, and takes it with --any-host', (typed, what) => {
    expect(refusal(typed, false)).toContain(`That ${what}`);
    expect(refusal(typed, false)).toContain('--any-host');
    expect(refusal(typed, true)).toBeUndefined();
  });

  it('never shows what was typed', () => {
    const hosts = ['hooks.slack.com/triggers', 'hooks.slack.com', 'discord.com', 'example.com', 'a.slack.com'];
    const starts = ['xoxb-', '', 'http://hooks.slack.com/services/T0/B0/', ...hosts.map((host) => `https://${host}/`)];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.stringMatching(/^[\w/]{0,20}S3CRET[\w/]{0,20}$/),
        fc.boolean(),
        (start, rest, anyHost) => {
          expect(refusal(start + rest, anyHost) ?? '').not.toContain('S3CRET');
        },
      ),
    );
  });
});

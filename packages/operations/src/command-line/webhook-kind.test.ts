import { describe, expect, it } from 'vitest';
import { webhookKind } from './webhook-kind.ts';

describe('webhookKind', () => {
  it.each([
    ['https://hooks.slack.com/services/T0/B0/abc', 'incoming_webhook'],
    ['https://hooks.slack-gov.com/services/T0/B0/abc', 'incoming_webhook'],
    ['https://hooks.slack.com/triggers/T0/123/abc', 'workflow_trigger'],
    ['https://hooks.slack.com/workflows/T0/A0/123/abc', 'workflow_trigger'],
    ['https://hooks.slack.com/services/T0', 'other_page'],
    ['https://acme.slack.com/archives/C0', 'other_page'],
    ['https://discord.com/api/webhooks/1/abc', 'discord'],
    ['https://proxy.example.com/slack', 'other_host'],
    ['https://notslack.com/services/T0/B0/abc', 'other_host'],
    ['http://hooks.slack.com/services/T0/B0/abc', 'no_url'],
    ['xoxb-1-2-abc', 'no_url'],
    ['placeholder, to be replaced with scripts/set-webhook', 'no_url'],
  ])('takes %s for: %s', (address, kind) => {
    expect(webhookKind(address)).toBe(kind);
  });
});

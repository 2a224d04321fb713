import { isPostable } from '@shipbell/slack-sender/contract';

/** What an address is that somebody took for a Slack channel's incoming webhook. */
export type WebhookKind =
  | 'incoming_webhook'
  /** It takes variables for a workflow, and shows no message. */
  | 'workflow_trigger'
  /** Another page of Slack. */
  | 'other_page'
  /** Discord's webhooks take other messages. */
  | 'discord'
  /** Whether an address of any other host takes Slack's messages, its looks do not say: a proxy may. */
  | 'other_host'
  /** No https URL at all: a placeholder, a token. */
  | 'no_url';

/** Slack's hosts for webhooks, the second for governments: https://docs.slack.dev/govslack */
const SLACK_HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];

/**
 * Returns what an address is, by its looks:
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function webhookKind(address: string): WebhookKind {
  if (!isPostable(address)) return 'no_url';
  const { hostname, pathname } = new URL(address);
  if (/(?:^|\.)discord(?:app)?\.com$/.test(hostname)) return 'discord';
  if (/(?:^|\.)slack(?:-gov)?\.com$/.test(hostname) && !SLACK_HOSTS.includes(hostname)) return 'other_page';
  if (!SLACK_HOSTS.includes(hostname)) return 'other_host';
  if (/^\/(?:triggers|workflows)\//.test(pathname)) return 'workflow_trigger';
  return /^\/services\/\w+\/\w+\/\w+$/.test(pathname) ? 'incoming_webhook' : 'other_page';
}

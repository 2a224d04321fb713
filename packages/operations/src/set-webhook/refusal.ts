import { type WebhookKind, webhookKind } from '../command-line/webhook-kind.ts';

const WANTED =
  'The incoming webhook of a Slack app begins with https://hooks.slack.com/services/ (hooks.slack-gov.com).';

/** What is wrong with an address that is of no use whatever the host may be. */
const USELESS = {
  no_url: `That is no https address. ${WANTED}`,
  workflow_trigger: `That is the trigger of a workflow, which takes variables and shows no message. ${WANTED}`,
  other_page: `That is another page of Slack. ${WANTED}`,
} as const;

/** What other services' webhooks look like. */
const OTHERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^[^/]*\bdiscord(?:app)?\.com\//, 'Discord'],
  [/^[^/]*\b(?:office|office365|logic\.azure|powerplatform|powerautomate)\.com[:/]/, 'Microsoft Teams'],
  [/^chat\.googleapis\.com\//, 'Google Chat'],
  [/^[^/]+\/hooks\/[a-z0-9]{26}$/, 'Mattermost'],
  [/^[^/]+\/hooks\/[A-Za-z0-9]{17,24}\//, 'Rocket.Chat'],
];

/**
 * Returns why what somebody typed is not tried, without what they typed; undefined where it is a webhook of Slack, or with
 * `anyHost` an address of any other host.
 */
export function refusal(typed: string, anyHost: boolean): string | undefined {
  if (/^xox[a-z]-|^xapp-/.test(typed)) return `That is a token of a Slack app and no webhook. ${WANTED}`;
  const kind: WebhookKind = webhookKind(typed);
  switch (kind) {
    case 'incoming_webhook':
      return undefined;
    case 'discord':
    case 'other_host':
      return anyHost ? undefined : `${otherHost(typed)} ${WANTED} With --any-host it is tried nevertheless.`;
    default:
      return USELESS[kind];
  }
}

function otherHost(address: string): string {
  const { host, pathname } = new URL(address);
  const [, name] = OTHERS.find(([pattern]) => pattern.test(host + pathname)) ?? [];
  return name === undefined ? 'That is no address of Slack.' : `That looks like a webhook of ${name}, not of Slack.`;
}

import {
  bold,
  code,
  consoleUrl,
  context,
  linkRow,
  mrkdwn,
  parseArn,
  type SlackMessage,
  section,
  slackMessage,
} from '@shipbell/core';
import type { WebhookParameter } from './webhook-parameter.ts';

/** Returns the message with which a webhook is tried: it has the parts that Shipbell's messages have. */
export function testMessage(environment: string, destination: string, { name, arn }: WebhookParameter): SlackMessage {
  const place = parseArn(arn);
  const page = place && consoleUrl(place)`systems-manager/parameters`;
  return slackMessage(
    mrkdwn`🔔 Shipbell is connected: messages for ${bold(destination)} on ${bold(environment)} arrive here`,
    'good',
    [
      section(mrkdwn`They look like this one: what happened above, why and where below it.`),
      ...linkRow([{ label: 'Parameters', url: page }], 'text'),
      context(mrkdwn`This webhook is stored at ${code(name)} in ${place?.account ?? ''}, ${place?.region ?? ''}`),
    ],
  );
}

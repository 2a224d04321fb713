import type { SSMClient } from '@aws-sdk/client-ssm';
import { parseArn } from '@shipbell/core';
import { type PostMessage, type SlackAnswer, webhookParameter } from '@shipbell/slack-sender/contract';
import { UsageError } from '../command-line/usage-error.ts';
import { namesOf } from '../names.ts';
import type { Sqs } from '../redrive/dead-letter-queues.ts';
import type { Arguments } from './arguments.ts';
import { refusal } from './refusal.ts';
import { testMessage } from './test-message.ts';
import { waitingMessages } from './waiting-messages.ts';
import { readParameter, storeWebhook } from './webhook-parameter.ts';

/** What the command needs. */
export interface SetWebhookDependencies {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly sqs: Sqs;
  readonly postMessage: PostMessage;
  /** Shows the question and resolves with the next line, which it does not show; undefined where there is none. */
  readonly askSecret: (question: string) => Promise<string | undefined>;
  readonly say: (text: string) => void;
  /** Returns the milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the work before the next step; what is stored by then stays. */
  readonly stopping: AbortSignal;
}

/**
 * Asks for a destination's webhook once its parameter is known to be there, tries it with a message and stores it. Throws
 * `UsageError`, which never holds what was typed.
 */
export async function setWebhook(
  { environment, destination, anyHost }: Arguments,
  { ssm, sqs, postMessage, askSecret, say, now, stopping }: SetWebhookDependencies,
): Promise<void> {
  const name = webhookParameter(namesOf(environment).webhook_parameter, destination);
  const parameter = await readParameter(ssm, name, stopping);
  const { account, region } = parseArn(parameter.arn) ?? {};
  say(`The webhook of ${destination} on ${environment} goes to ${name} in account ${account}, ${region}.`);
  const typed = (await askSecret('The Slack webhook (it is not shown): '))?.trim() ?? '';
  if (stopping.aborted) throw new UsageError(NOTHING_STORED);
  const why = typed === '' ? 'Nothing was typed.' : refusal(typed, anyHost);
  if (why !== undefined) throw new UsageError(`${why} ${NOTHING_STORED}`);
  const answer = await postMessage(typed, JSON.stringify(testMessage(environment, destination, parameter)));
  if (answer.kind !== 'delivered') {
    throw new UsageError(`${MEANINGS[answer.kind]} (${answer.reason}). ${NOTHING_STORED}`);
  }
  if (stopping.aborted) throw new UsageError(NOTHING_STORED);
  await storeWebhook(ssm, parameter, typed);
  say(`Slack took a test message, and the webhook is stored at ${name}.`);
  if (!stopping.aborted) say(await waitingMessages({ sqs, environment, destination, now, stopping }));
}

const NOTHING_STORED = 'Nothing was stored.';

/** What each answer to the test message means for the webhook. */
const MEANINGS: Readonly<Record<Exclude<SlackAnswer['kind'], 'delivered'>, string>> = {
  transient: 'There was no answer that says whether the webhook works: try again',
  empty_500: 'Slack did not take the form of Shipbell’s messages',
  payload_refused: 'What answered does not take the form of Shipbell’s messages',
  destination_refused: 'Slack takes no message there any more: make a new webhook',
  workflow_trigger: 'That is the trigger of a workflow, which shows no message',
  not_slack: 'What answered was not Slack',
};

import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { ENVIRONMENT, type Stage } from '@shipbell/acceptance/stage';
import { ATTRIBUTES } from '@shipbell/core';
import type { FactLogWriter } from './fact-log.ts';
import { idsIn, PLACEHOLDER, REVOKED, ROTATED } from './notification.ts';
import type { Plan } from './plan.ts';

const LOOK_EVERY_MS = 100;

/** What Terraform stores where nobody has set a webhook. */
export const NO_WEBHOOK = 'placeholder, to be replaced with scripts/set-webhook';

/** Stores again what Terraform stores for a webhook that nobody has set yet. */
export async function forgetWebhook(stage: Stage, log: FactLogWriter): Promise<void> {
  await store(stage, PLACEHOLDER, NO_WEBHOOK);
  log.record({ kind: 'webhook', destination: PLACEHOLDER, state: 'placeholder' });
}

/** What an operator has at hand. */
interface Repairs {
  readonly stage: Stage;
  readonly log: FactLogWriter;
  readonly plan: Pick<Plan, 'repairedAfterDeadLettered'>;
  /** Lets Slack answer again where a page of HTML answers in its place. */
  mendEdge(): void;
}

/**
 * Does what an operator does after so many messages were dead-lettered: stores the webhook that is missing, and a new one
 * for the revoked one, and mends what answers in Slack's place.
 */
export async function repairDestinations({ stage, log, plan, mendEdge }: Repairs, over: AbortSignal): Promise<void> {
  const { repairedAfterDeadLettered } = plan;
  const repair = async (reason: string, mend: () => Promise<void> | void) => {
    const isTooEarly = () =>
      log.facts.filter((fact) => fact.kind === 'dead_lettered' && fact.reason === reason).length <
      repairedAfterDeadLettered;
    while (isTooEarly()) {
      if (over.aborted) return;
      await sleep(LOOK_EVERY_MS);
    }
    await mend();
  };
  const replace = async (destination: string, channel: string) => {
    await store(stage, destination, stage.slack.webhookUrl(channel));
    log.record({ kind: 'webhook', destination, state: 'stored' });
  };
  await Promise.all([
    repair('webhook_placeholder', () => replace(PLACEHOLDER, PLACEHOLDER)),
    repair('destination_refused', () => replace(REVOKED, ROTATED)),
    repair('not_slack', mendEdge),
  ]);
}

async function store({ cloud }: Stage, destination: string, Value: string): Promise<void> {
  const Name = `/${ENVIRONMENT}/SLACK_URL/${destination}`;
  await cloud.clients.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
}

/** Takes all messages out of every dead-letter queue and logs them. */
export async function collectDeadLettered(
  { cloud, deadLetterQueueUrls }: Pick<Stage, 'cloud' | 'deadLetterQueueUrls'>,
  log: FactLogWriter,
): Promise<void> {
  const { sqs } = cloud.clients;
  for (const [queue, QueueUrl] of Object.entries(deadLetterQueueUrls)) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    for (;;) {
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) break;
      for (const message of Messages) {
        const { ReceiptHandle, Body = '' } = message;
        log.record({ kind: 'found_dead_lettered', id: idsIn(Body)[0] ?? Body, queue, reason: reasonOf(message) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
}

/** Returns the reason that the sender or Lambda gave; `none` where SQS moved it by itself, or SNS or a rule gave up. */
function reasonOf({ Body = '', MessageAttributes = {} }: Message): string {
  const { StringValue } = MessageAttributes[ATTRIBUTES.reason] ?? {};
  if (StringValue) return StringValue;
  try {
    return JSON.parse(Body).requestContext?.condition ?? 'none';
  } catch {
    return 'none';
  }
}

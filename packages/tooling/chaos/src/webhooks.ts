import { setTimeout as sleep } from 'node:timers/promises';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { ENVIRONMENT, type Stage } from '@shipbell/acceptance/stage';
import type { LedgerBook } from './ledger.ts';
import { PLACEHOLDER, REVOKED, ROTATED } from './notification.ts';
import type { Plan } from './plan.ts';

const LOOK_EVERY_MS = 100;

/** What Terraform stores where nobody has set a webhook. */
export const NO_WEBHOOK = 'placeholder, to be replaced with scripts/set-webhook';

/** Puts back what Terraform stores for a webhook that nobody has set yet. */
export async function forgetWebhook(stage: Stage, ledger: LedgerBook): Promise<void> {
  await store(stage, PLACEHOLDER, NO_WEBHOOK);
  ledger.record({ kind: 'webhook', destination: PLACEHOLDER, state: 'placeholder' });
}

/** What an operator does when dead letters tell of it: stores the webhook that is missing, and a new one for the revoked. */
export async function repairWebhooks(
  stage: Stage,
  ledger: LedgerBook,
  { repairedAfterLetters }: Pick<Plan, 'repairedAfterLetters'>,
  over: AbortSignal,
): Promise<void> {
  const repair = async (destination: string, reason: string, channel: string) => {
    const isPatient = () =>
      ledger.facts.filter((fact) => fact.kind === 'dead_lettered' && fact.reason === reason).length <
      repairedAfterLetters;
    while (isPatient()) {
      if (over.aborted) return;
      await sleep(LOOK_EVERY_MS);
    }
    await store(stage, destination, stage.slack.webhookUrl(channel));
    ledger.record({ kind: 'webhook', destination, state: 'stored' });
  };
  await Promise.all([
    repair(PLACEHOLDER, 'webhook_placeholder', PLACEHOLDER),
    repair(REVOKED, 'destination_refused', ROTATED),
  ]);
}

async function store({ cloud }: Stage, destination: string, Value: string): Promise<void> {
  const Name = `/${ENVIRONMENT}/SLACK_URL/${destination}`;
  await cloud.clients.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
}

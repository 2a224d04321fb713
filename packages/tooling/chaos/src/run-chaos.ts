import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Stage, startStage } from '@shipbell/acceptance/stage';
import { awsFaults } from './aws-faults.ts';
import { collectDeadLetters } from './dead-letters.ts';
import { hiddenMessages } from './hidden-messages.ts';
import { followInvocations, type Invocations } from './invocations.ts';
import { type LedgerBook, openLedger } from './ledger.ts';
import { DESTINATIONS, ROTATED } from './notification.ts';
import { createPlan, type Plan } from './plan.ts';
import { publish } from './publish.ts';
import { slackFaults } from './slack-faults.ts';
import { untilQuiet } from './until-quiet.ts';
import { judge, type Verdict } from './verdict.ts';
import { forgetWebhook, repairWebhooks } from './webhooks.ts';

export interface ChaosOptions {
  readonly messages: number;
  readonly seed: number;
  progress(line: string): void;
  readonly stopping: AbortSignal;
}

export interface ChaosResult {
  readonly verdict: Verdict;
  readonly ledger: LedgerBook;
  /** What stood still until nobody waited for it any more; undefined when everything came to its end. */
  readonly stuck: string | undefined;
}

/** A minute of Lambda's and SQS's waiting is a second here. */
const TIME_SCALE = 1 / 60;
/** As many notifications may be under way: the sender has a backlog, and the machine is not buried under it. */
const MOST_WAITING = 200;
const TELL_EVERY_MS = 10_000;

/**
 * Lets all these notifications happen while Slack, SSM, SQS and the processes misbehave by the seed's plan, waits until
 * nothing is under way any more, and judges what was seen. Everything it starts is stopped.
 */
export async function runChaos({ messages, seed, progress, stopping }: ChaosOptions): Promise<ChaosResult> {
  const plan = createPlan(messages, seed);
  const ledger = openLedger();
  const theStage = Promise.withResolvers<Stage>();
  const hidden = hiddenMessages(() => theStage.promise);
  const invocations = followInvocations({ ledger, onAbandoned: hidden.abandon, onReturned: hidden.returned });
  const { abandon: onAbandoned, notHandedBack: onNotHandedBack } = hidden;
  const channels = Object.fromEntries([...DESTINATIONS, ROTATED].map((name) => [name, name]));
  const stage = await startStage({
    timeScale: TIME_SCALE,
    varFile: fileURLToPath(new URL('../fixtures/dev.tfvars', import.meta.url)),
    channels,
    beforehand: async () => {},
    progress,
    stopping,
    interfere: awsFaults({ plan, ledger, invocations, onAbandoned, onNotHandedBack }),
    onInvocation: invocations.onInvocation,
  });
  theStage.resolve(stage);
  let outcome: 'done' | 'failed' = 'failed';
  try {
    const stuck = await play(stage, plan, ledger, invocations, progress);
    await collectDeadLetters(stage, ledger);
    const verdict = judge(ledger, plan.bursts.flat());
    if (stuck === undefined && verdict.violations.length === 0) outcome = 'done';
    return { verdict, ledger, stuck };
  } finally {
    await stage.close(stopping.aborted ? 'done' : outcome);
  }
}

/** Tells everything, and resolves when it is done; with what stands still when it never is. */
async function play(
  stage: Stage,
  plan: Plan,
  ledger: LedgerBook,
  invocations: Invocations,
  progress: (line: string) => void,
): Promise<string | undefined> {
  const { decide, onMessage } = slackFaults({ plan, ledger, invocations });
  stage.slack.answerBy(decide);
  stage.slack.onMessage(onMessage);
  await forgetWebhook(stage, ledger);
  const over = new AbortController();
  const repaired = repairWebhooks(stage, ledger, plan, over.signal);
  repaired.catch(() => {}); // heard at the end
  const telling = setInterval(() => progress(`  ${progressOf(ledger)}`), TELL_EVERY_MS);
  try {
    await feed(stage, plan, ledger);
    progress('Everything is told: waiting until all of it is done');
    return await untilQuiet(stage, ledger, invocations);
  } finally {
    clearInterval(telling);
    over.abort();
    await repaired;
  }
}

async function feed(stage: Stage, { bursts }: Plan, ledger: LedgerBook): Promise<void> {
  const { deployments_topic_arn: topicArn } = await stage.terraform.outputs();
  for (const burst of bursts) {
    while (ledger.waiting() > MOST_WAITING) await sleep(50, undefined, { signal: stage.cloud.closing });
    await publish(burst, stage, topicArn as string, ledger);
  }
}

function progressOf({ facts, played, waiting }: LedgerBook): string {
  const told = new Set(facts.filter((fact) => fact.kind === 'told').map(({ id }) => id)).size;
  const faults = [...played.values()].reduce((sum, count) => sum + count, 0);
  return `${told} told, ${waiting()} of them under way, ${faults} faults`;
}

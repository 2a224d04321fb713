import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Stage, startStage } from '@shipbell/acceptance/stage';
import { followAbandoned } from './abandoned-messages.ts';
import { awsFaults } from './aws-faults.ts';
import { type FactLogWriter, openFactLog } from './fact-log.ts';
import { followInvocations, type Invocations } from './invocations.ts';
import { DESTINATIONS, ROTATED } from './notification.ts';
import { collectDeadLettered, forgetWebhook, repairDestinations } from './operator.ts';
import { createPlan, type Plan } from './plan.ts';
import { publish } from './publish.ts';
import { slackFaults } from './slack-faults.ts';
import { TIME_SCALE } from './time-scale.ts';
import { untilQuiet } from './until-quiet.ts';
import { judge, type Verdict } from './verdict.ts';

export interface ChaosOptions {
  readonly messages: number;
  readonly seed: number;
  progress(line: string): void;
  readonly stopping: AbortSignal;
}

export interface ChaosResult {
  readonly verdict: Verdict;
  readonly log: FactLogWriter;
  /** What stood still until the timeout; undefined when everything came to its end. */
  readonly stuck: string | undefined;
}

/** How many notifications may be under way: enough for a backlog, and not too many for the machine. */
const MAX_UNDER_WAY = 200;
const PROGRESS_EVERY_MS = 10_000;

/**
 * Lets all these notifications happen while Slack, SSM, SQS and the processes misbehave by the seed's plan, waits until
 * nothing is under way any more, and judges what was seen. Everything it starts is stopped.
 */
export async function runChaos({ messages, seed, progress, stopping }: ChaosOptions): Promise<ChaosResult> {
  const plan = createPlan(messages, seed);
  const log = openFactLog();
  const theStage = Promise.withResolvers<Stage>();
  const abandoned = followAbandoned(() => theStage.promise);
  const invocations = followInvocations({ log, onAbandoned: abandoned.abandon, onFailed: abandoned.reportedFailed });
  const { abandon: onAbandoned, notReturned: onNotReturned } = abandoned;
  const channels = Object.fromEntries([...DESTINATIONS, ROTATED].map((name) => [name, name]));
  const stage = await startStage({
    timeScale: TIME_SCALE,
    varFile: fileURLToPath(new URL('../fixtures/dev.tfvars', import.meta.url)),
    channels,
    beforehand: async () => {},
    progress,
    stopping,
    interfere: awsFaults({ plan, log, invocations, onAbandoned, onNotReturned }),
    onInvocation: invocations.onInvocation,
  });
  theStage.resolve(stage);
  let outcome: 'done' | 'failed' = 'failed';
  try {
    const stuck = await play(stage, plan, log, invocations, progress);
    await collectDeadLettered(stage, log);
    const verdict = judge(log, plan.bursts.flat());
    if (stuck === undefined && verdict.violations.length === 0) outcome = 'done';
    return { verdict, log, stuck };
  } finally {
    await stage.close(stopping.aborted ? 'done' : outcome);
  }
}

/**
 * Publishes everything and resolves when all of it is done; when it never is, with a description of what stands still.
 */
async function play(
  stage: Stage,
  plan: Plan,
  log: FactLogWriter,
  invocations: Invocations,
  progress: (line: string) => void,
): Promise<string | undefined> {
  const { decide, onMessage, mendEdge } = slackFaults({ plan, log, invocations });
  stage.slack.answerBy(decide);
  stage.slack.onMessage(onMessage);
  await forgetWebhook(stage, log);
  const over = new AbortController();
  const repaired = repairDestinations({ stage, log, plan, mendEdge }, over.signal);
  repaired.catch(() => {}); // it is awaited at the end, and rejects there
  const printing = setInterval(() => progress(`  ${progressOf(log)}`), PROGRESS_EVERY_MS);
  try {
    await feed(stage, plan, log);
    progress('Everything is published: waiting until all of it is delivered or dead-lettered');
    return await untilQuiet(stage, log, invocations);
  } finally {
    clearInterval(printing);
    over.abort();
    await repaired;
  }
}

async function feed(stage: Stage, plan: Plan, log: FactLogWriter): Promise<void> {
  const { deployments_topic_arn: topicArn } = await stage.terraform.outputs();
  for (const burst of plan.bursts) {
    while (log.waiting() > MAX_UNDER_WAY) await sleep(50, undefined, { signal: stage.cloud.closing });
    await publish(burst, { stage, topicArn: topicArn as string, plan, log });
  }
}

function progressOf({ facts, played, waiting }: FactLogWriter): string {
  const published = new Set(facts.filter((fact) => fact.kind === 'published').map(({ id }) => id)).size;
  const faults = [...played.values()].reduce((sum, count) => sum + count, 0);
  return `${published} published, ${waiting()} of them under way, ${faults} faults`;
}

import type { LambdaClient } from '@aws-sdk/client-lambda';
import { printableError } from '../command-line/printable.ts';
import { UsageError } from '../command-line/usage-error.ts';
import type { CauseGroup } from './cause-groups.ts';
import { choicesByQueue, chooseGroups, ONLY_BY_NUMBER, type QueueChoice } from './choice.ts';
import { byTarget, counts, isComplete } from './counts.ts';
import type { Sqs } from './dead-letter-queues.ts';
import { inFlightMessages, VISIBILITY_TIMEOUT_SECONDS } from './in-flight.ts';
import { listing } from './listing.ts';
import { readQueues } from './read-queues.ts';
import { REASONS } from './reason.ts';
import { type Outcome, redriveQueue } from './redrive-queue.ts';

/** What the command needs. */
export interface RedriveDependencies {
  readonly environment: string;
  readonly sqs: Sqs;
  readonly lambda: Pick<LambdaClient, 'send'>;
  /** Shows the question and resolves with the next line; undefined where there is none any more. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly say: (text: string) => void;
  /** Returns the milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the work: the message under way is finished, and those in flight are returned to their queues. */
  readonly stopping: AbortSignal;
}

/**
 * Shows what is in the dead-letter queues, and redrives what somebody chooses and confirms. Resolves with whether
 * everything was seen and nothing that was chosen is left. Throws `UsageError`, and what SQS throws when it shows
 * nothing.
 */
export async function redrive(dependencies: RedriveDependencies): Promise<boolean> {
  const { environment, say, now } = dependencies;
  const queues = await readQueues(dependencies);
  say(`${listing(queues, environment, now())}\n`);
  sayNotReturned(
    queues.flatMap(({ notReturned }) => notReturned),
    say,
  );
  const isAll = queues.every(({ error }) => error === undefined);
  const groups = queues.flatMap((queue) => queue.groups).filter(({ number }) => number !== undefined);
  if (groups.length === 0) {
    say('There is nothing to redrive.');
    return isAll;
  }
  const chosen = await choose(groups, dependencies);
  if (chosen.length === 0 || !(await confirm(chosen, dependencies))) {
    say('Nothing was changed.');
    return isAll;
  }
  return (await redriveAll(choicesByQueue(environment, chosen, now()), dependencies)) && isAll;
}

async function choose(
  groups: readonly CauseGroup[],
  { ask, say }: RedriveDependencies,
): Promise<readonly CauseGroup[]> {
  const without = groups.filter(({ reason }) => ONLY_BY_NUMBER.has(reason.code)).map(({ number }) => number);
  const all = without.length > 0 ? `all (but ${without.join(' and ')})` : 'all';
  for (;;) {
    const answer = await ask(`Redrive which? A number, several such as 1 3, ${all}, or Enter for nothing: `);
    if (answer === undefined) return [];
    try {
      const chosen = chooseGroups(answer, groups);
      if (chosen.length > 0 || answer.trim() === '') return chosen;
      throw new UsageError(`What is there has to be named by its number: ${without.join(' ')}.`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      say(error.message);
    }
  }
}

async function confirm(chosen: readonly CauseGroup[], { ask, say }: RedriveDependencies): Promise<boolean> {
  const hasHidden = chosen.some(({ reason }) => reason.code === REASONS.receivesUsedUp);
  say(
    `This redrives ${byTarget(chosen.flatMap(({ messages }) => messages))}` +
      `${hasHidden ? ', with those that SQS shows only when these are gone' : ''}.\n` +
      'Each is deleted from its dead-letter queue once it went out; what fails again comes back there.',
  );
  return (await ask('Type "yes" to do it: '))?.trim() === 'yes';
}

/** Each time that so many messages are done, the command says how far it is. */
const PROGRESS = 100;

async function redriveAll(choices: readonly QueueChoice[], dependencies: RedriveDependencies): Promise<boolean> {
  const { sqs, lambda, say, now, stopping } = dependencies;
  const outcomes: Outcome[] = [];
  const unreached: string[] = [];
  const notReturned: string[] = [];
  for (const choice of choices) {
    const inFlight = inFlightMessages(sqs, choice.queue, now);
    try {
      for await (const outcome of redriveQueue(choice, { sqs, lambda, inFlight, stopping })) {
        if (outcomes.push(outcome) % PROGRESS === 0) say(`… ${outcomes.length}`);
      }
    } catch (error) {
      unreached.push(`${choice.queue.name}: ${printableError(error)}`);
    }
    notReturned.push(...(await inFlight.returnToQueue()));
  }
  if (stopping.aborted) unreached.push('it was stopped');
  sayNotReturned(notReturned, say);
  say(counts(choices, outcomes, unreached).join('\n'));
  return isComplete(choices, outcomes, unreached);
}

function sayNotReturned(reasons: readonly string[], say: (text: string) => void): void {
  if (reasons.length === 0) return;
  const why = [...new Set(reasons)].join('; ');
  const minutes = VISIBILITY_TIMEOUT_SECONDS / 60;
  say(
    `Messages that could not be returned to the queue: ${reasons.length} (${why}). Nobody sees them for ${minutes} minutes.`,
  );
}

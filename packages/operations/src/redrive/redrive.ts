import type { LambdaClient } from '@aws-sdk/client-lambda';
import { UsageError } from '../command-line/usage-error.ts';
import { chooseGroups, ONLY_BY_NUMBER } from './choose.ts';
import type { Sqs } from './dead-letter-queues.ts';
import { createHold, HOLD_SECONDS } from './hold.ts';
import type { LetterGroup } from './letter-groups.ts';
import { listLetters } from './list-letters.ts';
import { listing } from './listing.ts';
import { createPlans, type Plan } from './plan.ts';
import { printableError } from './printable.ts';
import { type Outcome, putBack } from './put-back.ts';
import { REASONS } from './reason.ts';
import { byTarget, isComplete, tally } from './tally.ts';

export interface RedriveDependencies {
  readonly environment: string;
  readonly sqs: Sqs;
  readonly lambda: Pick<LambdaClient, 'send'>;
  /** Shows the question and resolves with the next line; undefined where there is none any more. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly say: (text: string) => void;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** Ends the work: what is under way is finished, what is held is released. */
  readonly stopping: AbortSignal;
}

/**
 * Shows what is in the dead-letter queues and puts back what is chosen and confirmed. Resolves with whether all was
 * seen and nothing that was chosen is left; throws `UsageError`, and what SQS throws when it shows nothing.
 */
export async function redrive(dependencies: RedriveDependencies): Promise<boolean> {
  const { environment, say, now } = dependencies;
  const queues = await listLetters(dependencies);
  say(`${listing(queues, environment, now())}\n`);
  sayHidden(
    queues.flatMap(({ notReleased }) => notReleased),
    say,
  );
  const isAll = queues.every(({ error }) => error === undefined);
  const groups = queues.flatMap((queue) => queue.groups).filter(({ number }) => number !== undefined);
  if (groups.length === 0) {
    say('There is nothing to put back.');
    return isAll;
  }
  const chosen = await choose(groups, dependencies);
  if (chosen.length === 0 || !(await confirm(chosen, dependencies))) {
    say('Nothing was changed.');
    return isAll;
  }
  return (await putBackAll(createPlans(environment, chosen, now()), dependencies)) && isAll;
}

async function choose(
  groups: readonly LetterGroup[],
  { ask, say }: RedriveDependencies,
): Promise<readonly LetterGroup[]> {
  const without = groups.filter(({ reason }) => reason.code === ONLY_BY_NUMBER).map(({ number }) => number);
  const all = without.length > 0 ? `all (but ${without.join(' and ')})` : 'all';
  for (;;) {
    const answer = await ask(`Put back which? A number, several such as 1 3, ${all}, or Enter for nothing: `);
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

async function confirm(chosen: readonly LetterGroup[], { ask, say }: RedriveDependencies): Promise<boolean> {
  const hidden = chosen.some(({ reason }) => reason.code === REASONS.receivesUsedUp);
  say(
    `This puts back ${byTarget(chosen.flatMap(({ letters }) => letters))}` +
      `${hidden ? ', with those that SQS shows only when these are gone' : ''}.\n` +
      'Each is deleted from its dead-letter queue once it went out; what fails again comes back there.',
  );
  return (await ask('Type "yes" to do it: '))?.trim() === 'yes';
}

/** As often as this says how far it is. */
const PROGRESS = 100;

async function putBackAll(plans: readonly Plan[], dependencies: RedriveDependencies): Promise<boolean> {
  const { sqs, lambda, say, now, stopping } = dependencies;
  const outcomes: Outcome[] = [];
  const unreached: string[] = [];
  const notReleased: string[] = [];
  const told = (outcome: Outcome): void => {
    if (outcomes.push(outcome) % PROGRESS === 0) say(`… ${outcomes.length}`);
  };
  for (const plan of plans) {
    const hold = createHold(sqs, plan.queue, now);
    try {
      await putBack(plan, { sqs, lambda, hold, stopping, told });
    } catch (error) {
      unreached.push(`${plan.queue.name}: ${printableError(error)}`);
    }
    notReleased.push(...(await hold.release()));
  }
  if (stopping.aborted) unreached.push('it was stopped');
  sayHidden(notReleased, say);
  say(tally(plans, outcomes, unreached).join('\n'));
  return isComplete(plans, outcomes, unreached);
}

function sayHidden(reasons: readonly string[], say: (text: string) => void): void {
  if (reasons.length === 0) return;
  const why = [...new Set(reasons)].join('; ');
  say(
    `SQS did not take back ${reasons.length} of what was looked at (${why}): ` +
      `nobody sees that for ${HOLD_SECONDS / 60} minutes.`,
  );
}

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Sqs } from './dead-letter-queues.ts';
import type { Hold } from './hold.ts';
import { byAge, type Letter } from './letter.ts';
import { isChosen, isDone, type Plan } from './plan.ts';
import { replayOf } from './replay.ts';

/** What became of a chosen letter. */
export type Outcome =
  | { readonly kind: 'put_back'; readonly letter: Letter }
  /** It lies where it lay. */
  | { readonly kind: 'kept'; readonly letter: Letter; readonly error: unknown }
  /** It went out, and lies there all the same. */
  | { readonly kind: 'not_removed'; readonly letter: Letter; readonly error: unknown };

export interface PutBackDependencies {
  readonly sqs: Sqs;
  readonly lambda: Pick<LambdaClient, 'send'>;
  /** Of the queue whose letters are put back. */
  readonly hold: Hold;
  /** Ends the work between two letters. */
  readonly stopping: AbortSignal;
  /** Told of each letter as soon as it is known what became of it. */
  readonly told: (outcome: Outcome) => void;
}

/**
 * Puts back the chosen letters of a queue, the oldest first, in rounds until one finds no more of them. What else is
 * received stays held, so that the next round sees what lies behind it; the caller releases it. Throws what SQS throws
 * when it gives no letters, or does not delete what went out: whatever followed might go out twice, too.
 */
export async function putBack(plan: Plan, dependencies: PutBackDependencies): Promise<void> {
  const { hold, stopping } = dependencies;
  const seen = new Set<string>();
  for (;;) {
    const { letters, isAll } = await hold.receive(stopping);
    const fresh = letters.filter(({ id }) => !seen.has(id));
    const chosen = fresh.filter((letter) => isChosen(letter, plan)).toSorted(byAge);
    const reached = await putBackInTime(chosen, plan.environment, dependencies);
    for (const { id } of fresh) seen.add(id);
    for (const { id } of chosen.slice(reached)) seen.delete(id);
    const mayFindMore = reached > 0 || (fresh.length > 0 && !isAll);
    if (stopping.aborted || !mayFindMore || isDone(plan, seen)) return;
    // What there was no time for is received anew with all the rest: some of it alone would overtake the other.
    if (reached < chosen.length) await hold.release();
  }
}

/** Resolves with how many of the letters were tried before there was too little time left for the next one. */
async function putBackInTime(
  letters: readonly Letter[],
  environment: string,
  { sqs, lambda, hold, stopping, told }: PutBackDependencies,
): Promise<number> {
  for (const [index, letter] of letters.entries()) {
    if (stopping.aborted || !hold.isSafe(letter)) return index;
    const outcome = await putBackOne(letter, environment, sqs, lambda, hold);
    told(outcome);
    if (outcome.kind === 'not_removed') throw outcome.error;
  }
  return letters.length;
}

async function putBackOne(
  letter: Letter,
  environment: string,
  sqs: Sqs,
  lambda: PutBackDependencies['lambda'],
  hold: Hold,
): Promise<Outcome> {
  try {
    await replay(letter, environment, sqs, lambda);
  } catch (error) {
    return { kind: 'kept', letter, error };
  }
  try {
    await hold.remove(letter);
  } catch (error) {
    return { kind: 'not_removed', letter, error };
  }
  return { kind: 'put_back', letter };
}

async function replay(
  letter: Letter,
  environment: string,
  sqs: Sqs,
  lambda: PutBackDependencies['lambda'],
): Promise<void> {
  const { queue, id } = letter;
  const way = replayOf(letter, environment);
  if (way.kind === 'impossible') throw new Error(way.why);
  if (way.kind === 'invoke') {
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    const { payload } = way;
    await lambda.send(new InvokeCommand({ FunctionName: queue.target, InvocationType: 'Event', Payload: payload }));
    return;
  }
  const message = new SendMessageCommand({
    QueueUrl: queue.targetUrl,
    MessageBody: way.body,
    MessageAttributes: way.attributes,
    MessageGroupId: way.group,
    // Not the message's first one, by which SQS would drop it within five minutes, yet the letter's own: a letter that
    // went out and could not be removed does not go out again when somebody tries at once.
    MessageDeduplicationId: `redrive-${id}`,
  });
  await sqs.send(message);
}

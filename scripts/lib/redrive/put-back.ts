import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { type Hold, MOST_AT_ONCE } from './hold.ts';
import { byAge, type Letter } from './letter.ts';
import { isChosen, type Plan } from './plan.ts';
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
  readonly hold: Hold;
  /** Ends the work between two letters. */
  readonly stopping: AbortSignal;
  /** Told of each letter as soon as it is known what became of it. */
  readonly told: (outcome: Outcome) => void;
}

/**
 * Puts back the chosen letters of a queue, the oldest first, in rounds until one finds no more of them. What else is
 * received stays held, so that the next round sees what lies behind it; the caller releases it. Throws what SQS throws
 * when it gives no letters.
 */
export const putBack = async (queue: FoundQueue, plan: Plan, dependencies: PutBackDependencies): Promise<void> => {
  const { hold, stopping, told } = dependencies;
  const seen = new Set<string>();
  const notRemoved: Letter[] = [];
  for (;;) {
    const fresh = (await hold.receive(queue, stopping)).filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const chosen = fresh.filter((letter) => isChosen(letter, plan)).toSorted(byAge);
    let reached = 0;
    for (const letter of chosen) {
      if (stopping.aborted) break;
      if (!hold.isHeld(letter)) {
        // The round took longer than letters are held: the next one receives it again.
        seen.delete(letter.id);
        continue;
      }
      reached += 1;
      const outcome = await putBackOne(letter, plan.environment, dependencies);
      if (outcome.kind === 'not_removed') notRemoved.push(letter);
      else told(outcome);
    }
    if (stopping.aborted || (reached === 0 && fresh.length < MOST_AT_ONCE)) break;
  }
  for (const letter of notRemoved) told(await remove(letter, hold));
};

const putBackOne = async (
  letter: Letter,
  environment: string,
  { sqs, lambda, hold }: PutBackDependencies,
): Promise<Outcome> => {
  try {
    await hold.secure(letter);
    await replay(letter, environment, sqs, lambda);
  } catch (error) {
    return { kind: 'kept', letter, error };
  }
  return remove(letter, hold);
};

const remove = async (letter: Letter, hold: Hold): Promise<Outcome> => {
  try {
    await hold.remove(letter);
    return { kind: 'put_back', letter };
  } catch (error) {
    return { kind: 'not_removed', letter, error };
  }
};

const replay = async (
  letter: Letter,
  environment: string,
  sqs: Sqs,
  lambda: Pick<LambdaClient, 'send'>,
): Promise<void> => {
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
};

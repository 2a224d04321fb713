import type { DeadLetterReason } from '@shipbell/slack-sender/contract';
import { UsageError } from '../command-line/usage-error.ts';
import { type CauseGroup, groupKey } from './cause-groups.ts';
import type { FoundQueue } from './dead-letter-queues.ts';
import type { DeadLetteredMessage } from './dead-lettered-message.ts';
import { REASONS, reasonOf } from './reason.ts';

/**
 * The reasons of messages that were taken in some form, as plain text or by a workflow, so that they go out once more
 * only when somebody asks for it.
 */
export const ONLY_BY_NUMBER: ReadonlySet<string> = new Set<DeadLetterReason>(['payload_refused', 'workflow_trigger']);

/**
 * Returns the groups that an answer names: numbers with spaces or commas between them, or `all`, which leaves out the
 * groups that must be named by their number. An empty answer names none. Throws `UsageError` for an answer that names
 * something else.
 */
export function chooseGroups(answer: string, groups: readonly CauseGroup[]): readonly CauseGroup[] {
  const words = answer.split(/[\s,]+/).filter((word) => word !== '');
  const numbered = groups.filter(({ number }) => number !== undefined);
  const byNumber = new Map(numbered.map((group) => [`${group.number}`, group]));
  const unknown = words.filter((word) => word !== 'all' && !byNumber.has(word));
  if (unknown.length > 0) {
    throw new UsageError(
      `${unknown.map((word) => JSON.stringify(word)).join(', ')} is none of the numbers above, nor "all".`,
    );
  }
  return numbered.filter(
    ({ number, reason }) => words.includes(`${number}`) || (words.includes('all') && !ONLY_BY_NUMBER.has(reason.code)),
  );
}

/** What somebody chose to redrive from one queue, and confirmed. */
export interface QueueChoice {
  readonly environment: string;
  readonly queue: FoundQueue;
  /** Keys of the chosen groups. */
  readonly keys: ReadonlySet<string>;
  /** Ids of the messages that were shown. */
  readonly shown: ReadonlySet<string>;
  /** Whether there may be more of these messages, which SQS does not show yet. */
  readonly hasHidden: boolean;
  /** When it was confirmed, in milliseconds since the epoch. */
  readonly confirmedAt: number;
}

/** Returns the chosen groups by queue. */
export function choicesByQueue(
  environment: string,
  chosen: readonly CauseGroup[],
  confirmedAt: number,
): readonly QueueChoice[] {
  const byQueue = Map.groupBy(chosen, ({ messages }) => messages[0].queue);
  return [...byQueue].map(([queue, groups]) => ({
    environment,
    queue,
    keys: new Set(groups.map(({ key }) => key)),
    shown: new Set(groups.flatMap(({ messages }) => messages.map(({ id }) => id))),
    hasHidden: groups.some(({ reason }) => reason.code === REASONS.receivesUsedUp),
    confirmedAt,
  }));
}

/**
 * Returns whether a message is to be redriven: one that was shown and chosen is. Of the messages that SQS moved itself,
 * so is one that SQS shows only now, because it gives ten of a message group, and more only when these are gone. A
 * message that was redriven and has failed again is neither, so that nothing goes round in a circle.
 */
export function isChosen(
  message: DeadLetteredMessage,
  { environment, keys, shown, confirmedAt }: QueueChoice,
): boolean {
  if (!keys.has(groupKey(message, environment))) return false;
  if (shown.has(message.id)) return true;
  return reasonOf(message, environment).code === REASONS.receivesUsedUp && message.sentAt <= confirmedAt;
}

/** Returns whether nothing that is received later can be chosen, once the messages with these ids have been seen. */
export function isDone({ shown, hasHidden }: QueueChoice, seen: ReadonlySet<string>): boolean {
  return !hasHidden && [...shown].every((id) => seen.has(id));
}

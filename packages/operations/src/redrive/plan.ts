import type { FoundQueue } from './dead-letter-queues.ts';
import type { Letter } from './letter.ts';
import { groupKey, type LetterGroup } from './letter-groups.ts';
import { REASONS, reasonOf } from './reason.ts';

/** What somebody chose to put back of one queue, and confirmed. */
export interface Plan {
  readonly environment: string;
  readonly queue: FoundQueue;
  readonly keys: ReadonlySet<string>;
  /** Ids of the letters that were shown. */
  readonly shown: ReadonlySet<string>;
  /** Whether there may be more of them, which SQS does not show yet. */
  readonly hasHidden: boolean;
  /** When it was confirmed, in milliseconds of the epoch. */
  readonly confirmedAt: number;
}

/** One for each queue that holds something chosen. */
export function createPlans(environment: string, chosen: readonly LetterGroup[], confirmedAt: number): readonly Plan[] {
  const byQueue = Map.groupBy(chosen, ({ letters }) => letters[0].queue);
  return [...byQueue].map(([queue, groups]) => ({
    environment,
    queue,
    keys: new Set(groups.map(({ key }) => key)),
    shown: new Set(groups.flatMap(({ letters }) => letters.map(({ id }) => id))),
    hasHidden: groups.some(({ reason }) => reason.code === REASONS.receivesUsedUp),
    confirmedAt,
  }));
}

/**
 * Whether a letter is to be put back: it was shown and chosen. Besides, of the messages that SQS moved itself, those
 * that it shows only now: it gives ten of a message group, and more only when these are gone. What was put back and
 * has failed again is neither, so that nothing goes round in a circle.
 */
export function isChosen(letter: Letter, { environment, keys, shown, confirmedAt }: Plan): boolean {
  if (!keys.has(groupKey(letter, environment))) return false;
  if (shown.has(letter.id)) return true;
  return reasonOf(letter, environment).code === REASONS.receivesUsedUp && letter.sentAt <= confirmedAt;
}

/** Whether nothing that comes may be chosen, once these letters were seen. */
export function isDone({ shown, hasHidden }: Plan, seen: ReadonlySet<string>): boolean {
  return !hasHidden && [...shown].every((id) => seen.has(id));
}

import type { FoundQueue } from './dead-letter-queues.ts';
import type { Letter } from './letter.ts';
import { groupKey, type LetterGroup } from './letter-groups.ts';
import { REASONS, reasonOf } from './reason.ts';

/** What somebody chose to put back, and confirmed. */
export interface Plan {
  readonly environment: string;
  /** Those that hold something chosen. */
  readonly queues: readonly FoundQueue[];
  readonly keys: ReadonlySet<string>;
  /** Ids of the letters that were shown. */
  readonly shown: ReadonlySet<string>;
  /** When it was confirmed, in milliseconds of the epoch. */
  readonly confirmedAt: number;
}

export const createPlan = (environment: string, groups: readonly LetterGroup[], confirmedAt: number): Plan => {
  const letters = groups.flatMap((group) => group.letters);
  return {
    environment,
    queues: [...new Map(letters.map(({ queue }) => [queue.name, queue])).values()],
    keys: new Set(groups.map(({ key }) => key)),
    shown: new Set(letters.map(({ id }) => id)),
    confirmedAt,
  };
};

/**
 * Whether a letter is to be put back: it was shown and chosen. Besides, of the messages that SQS moved itself, those
 * that it shows only now: it gives ten of a message group, and more only when these are gone. What was put back and
 * has failed again is neither, so that nothing goes round in a circle.
 */
export const isChosen = (letter: Letter, { environment, keys, shown, confirmedAt }: Plan): boolean => {
  if (!keys.has(groupKey(letter, environment))) return false;
  if (shown.has(letter.id)) return true;
  return reasonOf(letter, environment).code === REASONS.receivesUsedUp && letter.sentAt <= confirmedAt;
};

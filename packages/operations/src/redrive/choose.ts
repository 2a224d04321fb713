import { UsageError } from '../command-line/usage-error.ts';
import type { LetterGroup } from './letter-groups.ts';

/** Already delivered as plain text, so it goes out once more only when somebody asks for it. */
export const ONLY_BY_NUMBER = 'payload_refused';

/**
 * The groups that an answer names: numbers with spaces or commas between them, or `all`, which leaves out what must be
 * named by its number. No answer names none. Throws `UsageError` for anything else, which then names nothing at all.
 */
export function chooseGroups(answer: string, groups: readonly LetterGroup[]): readonly LetterGroup[] {
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
    ({ number, reason }) => words.includes(`${number}`) || (words.includes('all') && reason.code !== ONLY_BY_NUMBER),
  );
}

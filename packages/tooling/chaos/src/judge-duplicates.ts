import type { Ledger, Post } from './ledger.ts';

/** A second delivery of a notification. */
export interface Duplicate {
  readonly id: string;
  /** Why the sender could not know of the first one; undefined where it could. */
  readonly cause: string | undefined;
}

/**
 * Every delivery after a notification's first, in another post or in the same one. It is explained only by what had become
 * of the post before it: its answer was lost, its invocation was killed, or the queue was told to delete the message and
 * did not.
 */
export function judgeDuplicates({ facts }: Pick<Ledger, 'facts'>): Duplicate[] {
  /** Why the queue did not learn that a message was done, by invocation and id. */
  const lost = new Map<string, string>();
  const last = new Map<string, Post>();
  const duplicates: Duplicate[] = [];
  for (const fact of facts) {
    if (fact.kind === 'killed' || fact.kind === 'delete_denied')
      for (const id of fact.ids) lost.set(`${fact.invocation} ${id}`, fact.kind);
    if (fact.kind !== 'posted' || !fact.isDelivered) continue;
    for (const id of fact.ids) {
      const before = last.get(id);
      if (before === fact) duplicates.push({ id, cause: undefined });
      else if (before) duplicates.push({ id, cause: causeOf(before, lost.get(`${before.invocation} ${id}`)) });
      last.set(id, fact);
    }
  }
  return duplicates;
}

function causeOf(before: Post, lostAcknowledgement: string | undefined): string | undefined {
  return before.isAnswered ? lostAcknowledgement : before.answer;
}

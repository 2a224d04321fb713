import { DONE, idsOf, type Ledger, RETURNED } from './ledger.ts';
import { settles } from './settles.ts';

/** A message of which an invocation of the sender said something that was not so, or not so yet. */
export interface EarlyReport {
  readonly id: string;
  readonly note: string;
}

/**
 * Messages that were reported as done before the sender could know it, and messages that were posted after they had been
 * reported: Lambda freezes a process that has answered, and the queue gives what was handed back to another one. That most
 * of it went well here proves nothing. A killed process has reported nothing, and its last posts may still be on their way.
 */
export function judgeReports({ facts }: Pick<Ledger, 'facts'>): EarlyReport[] {
  const settled = new Set<string>();
  const reported = new Set<string>();
  const early: EarlyReport[] = [];
  for (const fact of facts) {
    const isReport = fact.kind === 'ended' && (fact.outcome === DONE || fact.outcome === RETURNED);
    for (const id of idsOf(fact)) {
      if (fact.kind === 'posted' && reported.has(`${fact.invocation} ${id}`))
        early.push({ id, note: 'posted when its invocation had ended' });
      if (isReport && fact.outcome === DONE && !settled.has(id))
        early.push({ id, note: 'reported as done when it was not' });
      if (isReport) reported.add(`${fact.invocation} ${id}`);
      if (settles(fact)) settled.add(id);
    }
  }
  return early;
}

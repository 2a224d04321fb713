import type { Fact } from './ledger.ts';

/**
 * Whether the sender knows by this that a message is done, and may go on to what is behind it. A payload that was refused
 * still has its plain text to come.
 */
export function settles(fact: Fact): boolean {
  if (fact.kind === 'dead_lettered') return fact.reason !== 'payload_refused';
  return fact.kind === 'posted' && fact.isDelivered && fact.isAnswered;
}

import { RECURRING_FAULTS, type RecurringFault } from './fault-kinds.ts';
import type { LedgerBook } from './ledger.ts';
import type { Plan } from './plan.ts';
import { isChosen } from './random.ts';

/** Whether a fault recurs now: asked at each occasion. */
export type Recurs = (fault: RecurringFault) => boolean;

/** Lets each kind recur as often as it should, at occasions that the seed chooses. */
export function createRecurrence({ random }: Pick<Plan, 'random'>, ledger: LedgerBook): Recurs {
  const occasions = new Map<RecurringFault, number>();
  return (fault) => {
    const n = occasions.get(fault) ?? 0;
    occasions.set(fault, n + 1);
    const recurs = isChosen(random, fault, RECURRING_FAULTS[fault], n);
    if (recurs) ledger.play(fault);
    return recurs;
  };
}

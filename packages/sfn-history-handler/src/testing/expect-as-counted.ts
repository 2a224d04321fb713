import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import { createStepBuilder } from '../history/build-steps.ts';
import { toHistoryEvent } from '../history/history-event.ts';
import { addTally, newTally, total } from '../history/tally.ts';
import { countStates } from './oracle.ts';

/** That the one pass tells the same states, with the same totals, as the oracle counts. */
export function expectAsCounted(history: readonly HistoryEvent[]): void {
  const builder = createStepBuilder();
  for (const event of history) builder.add(toHistoryEvent(event));
  const told = builder.finish().lines.map((line) => {
    const all = newTally();
    for (const tally of [line.counted, line.replaced]) addTally(all, tally);
    const { succeeded = 0, caught = 0, ...others } = all.visits;
    const { succeeded: well = 0, failed = 0 } = all.iterations;
    return {
      name: line.name,
      type: line.type,
      container: line.parent?.name,
      visits: line.visits,
      succeeded,
      caught,
      notLeft: total(others),
      retries: /^(?:Parallel|Map)$/.test(line.type) ? 0 : line.retries,
      errors: /^Task$/.test(line.type) ? line.errors.toSorted() : [],
      iterations: { succeeded: well, failed },
    };
  });
  const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
  expect(told.toSorted(byName)).toEqual(countStates(history).toSorted(byName));
}

import type { Logger } from '@shipbell/core/runtime';
import { createStepBuilder } from './build-steps.ts';
import { historyFailure } from './history-failure.ts';
import type { ExecutionEvent } from './parse-event.ts';
import type { ReadHistory } from './read-history.ts';
import type { Steps } from './settle-steps.ts';

/** The steps, and why they are not known or not all of them. */
export interface LearnedSteps extends Steps {
  readonly unknown: string | undefined;
}

/** What the execution's history tells; never throws, for the message goes out anyway. */
export const learnSteps = async (
  { executionArn, status, redriveCount }: Pick<ExecutionEvent, 'executionArn' | 'status' | 'redriveCount'>,
  readHistory: ReadHistory,
  log: Logger,
): Promise<LearnedSteps> => {
  const builder = createStepBuilder(redriveCount);
  if (status === 'running' || status === 'pending_redrive') return { ...builder.finish(), unknown: undefined };
  let count = 0;
  try {
    for await (const page of readHistory(executionArn)) {
      for (const event of page) builder.add(event);
      count += page.length;
    }
    return { ...builder.finish(), unknown: undefined };
  } catch (error) {
    const reason = historyFailure(error);
    log.warn('The history could not be read to its end', { executionArn, events: count, reason, error });
    const unknown = count === 0 ? `Steps unknown: ${reason}` : `Steps known to event ${count} only: ${reason}`;
    return { ...builder.finish(), unknown };
  }
};

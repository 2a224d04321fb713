import type { Logger } from '@shipbell/core/runtime';
import { failureReason } from '../aws/failure-reason.ts';
import type { Reading } from '../aws/read-history.ts';
import type { Reads } from '../aws/reads.ts';
import { createStepBuilder } from '../history/build-steps.ts';
import type { Steps } from '../history/settle-steps.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { type MapRunCounts, readMapRuns } from './map-runs.ts';
import { type Names, readNames } from './names.ts';

/** The steps, what the history only points at, and why they are not known or not all of them. */
export interface LearnedSteps extends Steps {
  readonly names: Names;
  readonly mapRuns: MapRunCounts;
  readonly unknown: string | undefined;
}

/** Of an execution that has not ended. */
export function noSteps(): LearnedSteps {
  return {
    ...createStepBuilder().finish(),
    names: { nested: new Map(), functionName: undefined },
    mapRuns: new Map(),
    unknown: undefined,
  };
}

/** What the execution's history tells; never throws, for the message goes out anyway. */
export async function learnSteps(
  { executionArn, redriveCount }: Pick<ExecutionEvent, 'executionArn' | 'redriveCount'>,
  { readHistory, readEventData, readMapRun }: Pick<Reads, 'readHistory' | 'readEventData' | 'readMapRun'>,
  log: Logger,
): Promise<LearnedSteps> {
  const builder = createStepBuilder(redriveCount);
  const { events, missing } = await readHistory(executionArn, builder);
  const steps = builder.finish();
  const unknown = missing && missingPart(events, missing);
  if (missing) log.warn('The history could not be read to its end', { executionArn, events, ...missing, unknown });
  const [names, mapRuns] = await Promise.all([
    readNames(steps, (ids) => readEventData(executionArn, ids, missing ? undefined : events)),
    readMapRuns(steps.lines, readMapRun),
  ]);
  return { ...steps, names, mapRuns, unknown };
}

function missingPart(events: number, { after, before, error }: Reading['missing'] & object): string {
  const reason = failureReason(error, 'the history', 'states:GetExecutionHistory');
  if (events === 0) return `Steps unknown: ${reason}`;
  if (before === undefined) return `Steps known to event ${after} only: ${reason}`;
  return `Steps known without events ${after + 1} to ${before - 1}: ${reason}`;
}

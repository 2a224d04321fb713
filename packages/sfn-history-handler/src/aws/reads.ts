import { createReadEventData, type ReadEventData } from './read-event-data.ts';
import { createReadHistory, type ReadHistory } from './read-history.ts';
import { createReadInput, type ReadInput } from './read-input.ts';
import { createReadMapRun, type ReadMapRun } from './read-map-run.ts';
import { createReadTypicalDuration, type ReadTypicalDuration } from './read-typical-duration.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

/** The reads of Step Functions. Each knows its IAM action and says why it failed; none throws. */
export interface Reads {
  readonly readHistory: ReadHistory;
  readonly readEventData: ReadEventData;
  readonly readMapRun: ReadMapRun;
  readonly readInput: ReadInput;
  readonly readTypicalDuration: ReadTypicalDuration;
}

/**
 * Returns the reads that the client makes. Without `compareDuration`, typical durations are not read and are undefined.
 */
export function createReads(sfn: StepFunctionsClient, compareDuration: boolean): Reads {
  return {
    readHistory: createReadHistory(sfn),
    readEventData: createReadEventData(sfn),
    readMapRun: createReadMapRun(sfn),
    readInput: createReadInput(sfn),
    readTypicalDuration: compareDuration
      ? createReadTypicalDuration(sfn)
      : async () => ({ value: undefined, failure: undefined }),
  };
}

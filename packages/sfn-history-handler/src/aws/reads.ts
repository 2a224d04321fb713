import { createReadEarlierEnds, type ReadEarlierEnds } from './read-earlier-ends.ts';
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
  /** Whether durations are compared where no setting asks for it. */
  readonly comparesDuration: boolean;
  readonly readEarlierEnds: ReadEarlierEnds;
}

/** Returns the reads that the client makes. */
export function createReads(sfn: StepFunctionsClient, comparesDuration: boolean): Reads {
  return {
    readHistory: createReadHistory(sfn),
    readEventData: createReadEventData(sfn),
    readMapRun: createReadMapRun(sfn),
    readInput: createReadInput(sfn),
    readTypicalDuration: createReadTypicalDuration(sfn),
    comparesDuration,
    readEarlierEnds: createReadEarlierEnds(sfn),
  };
}

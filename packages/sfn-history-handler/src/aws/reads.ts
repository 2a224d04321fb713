import type { Logger } from '@shipbell/core/runtime';
import type { Send } from './history-pages.ts';
import { createReadEventData, type ReadEventData } from './read-event-data.ts';
import { createReadHistory, type ReadHistory } from './read-history.ts';
import { createReadInput, type ReadInput } from './read-input.ts';
import { createReadMapRun, type ReadMapRun } from './read-map-run.ts';
import { createReadUsual, type ReadUsual } from './read-usual.ts';

/** What the handler asks Step Functions. */
export interface Reads {
  readonly readHistory: ReadHistory;
  readonly readEventData: ReadEventData;
  readonly readMapRun: ReadMapRun;
  readonly readInput: ReadInput;
  readonly readUsual: ReadUsual;
}

export function createReads(sfn: Send, log: Logger, compareDuration: boolean): Reads {
  return {
    readHistory: createReadHistory(sfn),
    readEventData: createReadEventData(sfn, log),
    readMapRun: createReadMapRun(sfn, log),
    readInput: createReadInput(sfn),
    readUsual: compareDuration ? createReadUsual(sfn, log) : async () => undefined,
  };
}

// What the bench measures: everything from an event and its history to the report, without a call of AWS.
export { createStateBuilder } from './history/build-states.ts';
export { toHistoryEvent } from './history/history-event.ts';
export { parseEvent } from './parse-event.ts';
export { toExecutionReport } from './report/execution-report.ts';
export { noStates } from './report/find-states.ts';

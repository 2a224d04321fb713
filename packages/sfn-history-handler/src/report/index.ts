// From an event and its history to the report, without a call of AWS.
export { createStepBuilder } from '../history/build-steps.ts';
export { toHistoryEvent } from '../history/history-event.ts';
export { parseEvent } from '../parse-event.ts';
export { toExecutionReport } from './execution-report.ts';
export { noSteps } from './learn-steps.ts';

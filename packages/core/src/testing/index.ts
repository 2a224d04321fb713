export { checkSlackPayload, findSlackProblems, type SlackFinding } from './check-slack-payload.ts';
export { memoryLogger, memoryMetrics, memoryQueue } from './memory.ts';
export { linksOf, messageText } from './message-text.ts';
export { type Misspelling, misspellings } from './misspellings.ts';
export { recordingEdge } from './recording-edge.ts';
export { refusal } from './refusal.ts';
export { samplePipeline } from './sample-reports.ts';
export { startThrottlingAws } from './throttling-aws.ts';

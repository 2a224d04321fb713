export { checkSlackPayload } from './check-slack-payload.ts';
export { memoryLogger, memoryQueue } from './memory.ts';
export { messageText } from './message-text.ts';
export { refusal } from './refusal.ts';
export { samplePipeline } from './sample-reports.ts';

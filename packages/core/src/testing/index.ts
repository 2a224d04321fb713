export { checkSlackPayload } from './check-slack-payload.ts';
export { memoryLogger } from './memory-logger.ts';
export { memoryQueue } from './memory-queue.ts';
export { messageText } from './message-text.ts';
export { refusal } from './refusal.ts';

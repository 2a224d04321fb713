// What an operator's commands hold on to: how a post is made and classified, and why a message is dead-lettered.
export type { DeadLetterReason } from './deliver.ts';
export type { Malformed } from './parse-message.ts';
export { createPostMessage, type PostMessage } from './post-message.ts';
export type { SlackAnswer } from './slack-answer.ts';

// What an operator's commands hold on to: where a destination's webhook is kept, how a message is posted to it, what
// Slack's answer means, and why a message is dead-lettered.
export type { DeadLetterReason } from './dead-letter-queue.ts';
export { createPostMessage, type PostMessage } from './post-message.ts';
export { classifyAnswer, type SlackAnswer } from './slack-answer.ts';
export { isPostable, webhookParameter } from './webhooks.ts';

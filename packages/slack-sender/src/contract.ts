// What an operator's commands need of the sender: which parameter holds a destination's webhook, how a message is posted to
// it, what Slack's answer means (`slack-answer.ts` lists Slack's error words), and why a message is dead-lettered.
export type { DeadLetterReason } from './dead-letter-queue.ts';
export { createSlack, type PostMessage } from './post-message.ts';
export type { SlackAnswer } from './slack-answer.ts';
export { isPostable, webhookParameter } from './webhooks.ts';

export { CHANNEL_IS_ARCHIVED, type Fault, HANG, NO_SERVICE, type Post, rateLimited, SERVER_ERROR } from './faults.ts';
export type { DeliveredMessage, Refusal, SlackPayload } from './protocol.ts';
export { type ScreenshotOptions, saveScreenshot } from './save-screenshot.ts';
export { type Slack, type SlackOptions, startSlack } from './start-slack.ts';

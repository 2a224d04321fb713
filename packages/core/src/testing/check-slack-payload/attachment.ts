import * as v from 'valibot';
import { blocks } from './blocks.ts';

/**
 * An attachment with blocks may have a colour and a fallback beside them: Slack refuses the legacy fields (`text`, `title`,
 * `footer`, `ts`, …) there. https://github.com/slackapi/node-slack-sdk/issues/1112,
 * https://github.com/slackapi/bolt-js/issues/717; more than 20 blocks: https://github.com/slackapi/bolt-python/issues/914
 */
const withBlocks = v.strictObject({
  blocks: blocks(20),
  color: v.optional(v.string()),
  fallback: v.optional(v.string()),
});

const string = v.optional(v.string());

/** https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
const legacy = v.looseObject({
  color: string,
  fallback: string,
  pretext: string,
  title: string,
  text: string,
  footer: string,
  image_url: string,
  fields: v.optional(v.array(v.looseObject({ title: string, value: string, short: v.optional(v.boolean()) }))),
  actions: v.optional(v.pipe(v.array(v.looseObject({})), v.maxLength(5))),
});

export const attachment = v.lazy((input) => (hasBlocks(input) ? withBlocks : legacy));

/** Whether Slack has anything to draw for it: one that has nothing is dropped, not refused. */
export function isShown(input: unknown): boolean {
  const shown = ['pretext', 'title', 'text', 'fallback', 'image_url', 'fields', 'actions', 'author_name', 'footer'];
  return hasBlocks(input) || (isObject(input) && shown.some((key) => isFilled(input[key])));
}

function hasBlocks(input: unknown): boolean {
  return isObject(input) && isFilled(input.blocks);
}

function isFilled(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import * as v from 'valibot';
import {
  button,
  hasOneSource,
  identifier,
  imageElement,
  imageEntries,
  ONE_SOURCE,
  otherInteractive,
  plainText,
  text,
  textObject,
} from './objects.ts';
import { richText } from './rich-text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const section = v.pipe(
  v.strictObject({
    type: v.literal('section'),
    block_id: identifier,
    text: v.optional(textObject(3000)),
    fields: v.optional(v.pipe(v.array(textObject(2000)), v.minLength(1), v.maxLength(10))),
    accessory: v.optional(v.variant('type', [button, imageElement, otherInteractive])),
    expand: v.optional(v.boolean()),
  }),
  v.check((block) => block.text !== undefined || block.fields !== undefined, 'must have text or fields'),
);

const header = v.strictObject({
  type: v.literal('header'),
  block_id: identifier,
  text: plainText(150),
  level: v.optional(v.picklist([1, 2, 3, 4])),
});

const context = v.strictObject({
  type: v.literal('context'),
  block_id: identifier,
  elements: v.pipe(v.array(v.variant('type', [imageElement, textObject(3000)])), v.minLength(1), v.maxLength(10)),
});

const actions = v.strictObject({
  type: v.literal('actions'),
  block_id: identifier,
  elements: v.pipe(v.array(v.variant('type', [button, otherInteractive])), v.minLength(1), v.maxLength(25)),
});

const image = v.pipe(
  v.strictObject({ ...imageEntries, block_id: identifier, title: v.optional(plainText(2000)) }),
  v.check((block) => hasOneSource(block), ONE_SOURCE),
);

const divider = v.strictObject({ type: v.literal('divider'), block_id: identifier });

/**
 * https://docs.slack.dev/reference/block-kit/blocks/table-block
 * `raw_number` is documented too, but reports say that posting it is refused.
 */
const table = v.strictObject({
  type: v.literal('table'),
  block_id: identifier,
  rows: v.pipe(
    v.array(
      v.pipe(
        v.array(v.variant('type', [v.strictObject({ type: v.literal('raw_text'), text: text(3000) }), richText])),
        v.maxLength(20),
      ),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
  column_settings: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          align: v.optional(v.picklist(['left', 'center', 'right'])),
          is_wrapped: v.optional(v.boolean()),
        }),
      ),
      v.maxLength(20),
    ),
  ),
});

/** The blocks of a message that are known to arrive through an incoming webhook. */
const block = v.variant('type', [section, header, context, actions, image, divider, richText, table]);

/** Returns the schema of up to `max` blocks: 50 in a message, 20 in one attachment. */
export function blocks(max: number) {
  return v.pipe(v.array(block), v.maxLength(max));
}

/** What the checks across a whole message read of a block. */
export type AnyBlock = {
  readonly type?: unknown;
  readonly block_id?: unknown;
  readonly elements?: unknown;
  readonly accessory?: unknown;
};

/**
 * An attachment with blocks. It may have a colour and a fallback; Slack refuses the legacy fields (`text`, `title`,
 * `footer`, `ts`, …) beside blocks. https://github.com/slackapi/node-slack-sdk/issues/1112,
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

/** Returns whether Slack has anything to draw for the attachment. Slack drops an empty one and does not refuse it. */
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

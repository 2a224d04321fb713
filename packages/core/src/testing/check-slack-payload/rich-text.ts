import * as v from 'valibot';
import { identifier, text, url } from './objects.ts';

const style = v.optional(
  v.strictObject({
    bold: v.optional(v.boolean()),
    italic: v.optional(v.boolean()),
    strike: v.optional(v.boolean()),
    underline: v.optional(v.boolean()),
    code: v.optional(v.boolean()),
  }),
);

const plain = v.strictObject({ type: v.literal('text'), text: v.pipe(v.string(), v.minLength(1)), style });

const link = v.strictObject({
  type: v.literal('link'),
  url,
  text: v.optional(v.string()),
  unsafe: v.optional(v.boolean()),
  style,
});

const inline = v.variant('type', [
  plain,
  link,
  v.strictObject({
    type: v.literal('emoji'),
    name: text(255),
    unicode: v.optional(v.string()),
    skin_tone: v.optional(v.number()),
    style,
  }),
  v.strictObject({
    type: v.literal('date'),
    timestamp: v.pipe(v.number(), v.integer()),
    format: text(3000),
    url: v.optional(url),
    fallback: v.optional(v.string()),
    style,
  }),
  v.strictObject({ type: v.literal('user'), user_id: text(255), style }),
  v.strictObject({ type: v.literal('usergroup'), usergroup_id: text(255), style }),
  v.strictObject({ type: v.literal('channel'), channel_id: text(255), style }),
  v.strictObject({ type: v.literal('broadcast'), range: v.picklist(['here', 'channel', 'everyone']), style }),
  v.strictObject({ type: v.literal('color'), value: text(255), style }),
]);

const section = v.strictObject({ type: v.literal('rich_text_section'), elements: v.array(inline) });
const border = v.optional(v.picklist([0, 1]));

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const richText = v.strictObject({
  type: v.literal('rich_text'),
  block_id: identifier,
  elements: v.array(
    v.variant('type', [
      section,
      v.strictObject({
        type: v.literal('rich_text_list'),
        style: v.picklist(['bullet', 'ordered']),
        elements: v.array(section),
        indent: v.optional(v.number()),
        offset: v.optional(v.number()),
        border,
      }),
      v.strictObject({ type: v.literal('rich_text_quote'), elements: v.array(inline), border }),
      v.strictObject({
        type: v.literal('rich_text_preformatted'),
        elements: v.array(v.variant('type', [plain, link])),
        language: v.optional(v.string()),
        border,
      }),
    ]),
  ),
});

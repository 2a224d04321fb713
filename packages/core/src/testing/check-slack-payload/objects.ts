import * as v from 'valibot';

/** Returns the schema of a string of 1 to `max` characters. */
export function text(max: number) {
  return v.pipe(v.string(), v.minLength(1), v.maxLength(max));
}

/**
 * Returns the schema of a plain text of 1 to `max` characters:
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function plainText(max = 3000) {
  return v.strictObject({ type: v.literal('plain_text'), text: text(max), emoji: v.optional(v.boolean()) });
}

/** Returns the schema of a mrkdwn text of 1 to `max` characters. */
function mrkdwn(max = 3000) {
  return v.strictObject({ type: v.literal('mrkdwn'), text: text(max), verbatim: v.optional(v.boolean()) });
}

/** Returns the schema of a text of either kind, of 1 to `max` characters. */
export function textObject(max = 3000) {
  return v.variant('type', [plainText(max), mrkdwn(max)]);
}

export const identifier = v.optional(text(255));

/** An absolute http or https address. */
export const url = v.pipe(text(3000), v.check(isWebAddress, 'must be a valid URL'));

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = v.strictObject({
  title: v.optional(plainText(100)),
  text: textObject(300),
  confirm: v.optional(plainText(30)),
  deny: v.optional(plainText(30)),
  style: v.optional(v.picklist(['primary', 'danger'])),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const button = v.strictObject({
  type: v.literal('button'),
  text: plainText(75),
  action_id: identifier,
  url: v.optional(url),
  value: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  style: v.optional(v.picklist(['primary', 'danger'])),
  confirm: v.optional(confirm),
  accessibility_label: v.optional(text(75)),
});

/** The interactive elements that Shipbell does not use. Slack knows them; only their id is checked here. */
export const otherInteractive = v.looseObject({
  type: v.picklist([
    'overflow',
    'datepicker',
    'datetimepicker',
    'timepicker',
    'checkboxes',
    'radio_buttons',
    'static_select',
    'external_select',
    'users_select',
    'conversations_select',
    'channels_select',
    'multi_static_select',
    'multi_external_select',
    'multi_users_select',
    'multi_conversations_select',
    'multi_channels_select',
    'workflow_button',
  ]),
  action_id: identifier,
});

export const ONE_SOURCE = 'must have either image_url or slack_file';

const slackFile = v.union([v.strictObject({ id: text(255) }), v.strictObject({ url })]);

/** What an image block and an image element share. */
export const imageEntries = {
  type: v.literal('image'),
  alt_text: text(2000),
  image_url: v.optional(url),
  slack_file: v.optional(slackFile),
};

export const imageElement = v.pipe(
  v.strictObject(imageEntries),
  v.check((image) => hasOneSource(image), ONE_SOURCE),
);

/** Returns whether the image has exactly one of the two sources that Slack knows. */
export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

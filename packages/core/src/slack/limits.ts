/**
 * Slack's limits that a message of ours can meet, in characters unless said.
 * Source: https://docs.slack.dev/reference/block-kit/blocks and /reference/messaging/attachments.
 */
export const LIMITS = {
  /** `text` is cut by Slack at 40,000; 4,000 is what Slack advises. */
  text: 4_000,
  section: 3_000,
  fields: 10,
  field: 2_000,
  actions: 25,
  buttonText: 75,
  url: 3_000,
  altText: 2_000,
  /** All blocks of a message together: undocumented, about 13,200 were seen to pass. https://github.com/slackapi/bolt-js/issues/2509 */
  total: 12_000,
} as const;

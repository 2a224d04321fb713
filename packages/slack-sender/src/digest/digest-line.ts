import { cleanText, cutMrkdwn, linksOfRow, webUrl } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';
import * as v from 'valibot';

/** How many characters of a message's text a digest keeps. */
export const TEXT_ROOM = 600;

interface DigestLink {
  readonly label: string;
  readonly url: string;
}

/** What a digest keeps of a message. */
export interface DigestLine {
  /** The message's own text, which is mrkdwn, without what Slack does not take; never empty, and it mentions nobody. */
  readonly text: string;
  /** The colour of its bar. */
  readonly color: string | undefined;
  readonly links: readonly DigestLink[];
  /** When it was put on the queue. */
  readonly sentAt: Date | undefined;
}

const linkButton = v.object({
  type: v.literal('button'),
  text: v.object({ text: v.string() }),
  url: v.string(),
});

const block = v.variant('type', [
  v.object({ type: v.literal('actions'), elements: v.array(linkButton) }),
  v.object({
    type: v.literal('section'),
    text: v.optional(v.object({ type: v.string(), text: v.string() })),
    accessory: v.optional(v.variant('type', [linkButton, v.object({ type: v.literal('image') })])),
  }),
  v.object({ type: v.picklist(['context', 'divider', 'header', 'image', 'rich_text']) }),
]);
const blocks = v.optional(v.array(block));

/**
 * The messages that may be folded: they consist of a headline, of details that can be left out, and of links. Any other
 * key, element or block (`thread_ts`, a button that does something, a legacy attachment) means something that a digest
 * would lose.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
const foldable = v.strictObject({
  text: v.string(),
  blocks,
  attachments: v.optional(
    v.array(v.strictObject({ color: v.optional(v.string()), fallback: v.optional(v.string()), blocks })),
  ),
  // A digest has no previews either.
  unfurl_links: v.optional(v.literal(false)),
  unfurl_media: v.optional(v.literal(false)),
});

/**
 * Matches a mention. Whoever is mentioned must be notified: in a digest the mention may be cut, and not every client
 * heeds it there.
 */
const MENTIONS_SOMEBODY = /<@|<!(?!date\^)|"type"\s*:\s*"(?:user|usergroup|broadcast)"/;

/** Matches a link in a text, be it bare or not. */
const LINK = /<[^<>]+>|https?:\/\/[^\s<>]+/g;

/** Returns whether a digest's cut drops a link of the text or leaves half of one, which leads elsewhere. */
function losesLink(text: string): boolean {
  const kept = cutMrkdwn({ mrkdwn: text }, TEXT_ROOM).mrkdwn;
  return kept !== text && (text.match(LINK) ?? []).some((link) => !kept.includes(link));
}

/**
 * Returns what a digest keeps of a message; undefined where it would lose what matters. Throws where the body is no
 * JSON.
 */
export function toDigestLine({ body, attributes }: Pick<SQSRecord, 'body' | 'attributes'>): DigestLine | undefined {
  if (MENTIONS_SOMEBODY.test(unescapeAscii(body))) return undefined;
  const { success, output } = v.safeParse(foldable, JSON.parse(body));
  if (!success) return undefined;
  const { attachments = [] } = output;
  const text = cleanText(output.text).trim();
  // Once more, because a mention may have been hidden behind a terminal's codes, which are gone now.
  if (text === '' || MENTIONS_SOMEBODY.test(text) || losesLink(text)) return undefined;
  const links = [output, ...attachments].flatMap((part) => part.blocks ?? []).flatMap(linksOf);
  // What somebody else's message links, such as a page without TLS, a digest does not.
  if (links.some(({ url }) => webUrl(url) === undefined)) return undefined;
  return {
    text,
    color: attachments[0]?.color,
    links,
    sentAt: toDate(attributes.SentTimestamp),
  };
}

/** Returns the links of a block: its buttons, or those of a row that is made of links alone. */
function linksOf(one: v.InferOutput<typeof block>): DigestLink[] {
  if (one.type === 'actions') return one.elements.map(toLink);
  if (one.type !== 'section') return [];
  const { text, accessory } = one;
  return [
    ...(text?.type === 'mrkdwn' ? linksOfRow(text.text) : []),
    ...(accessory?.type === 'button' ? [toLink(accessory)] : []),
  ];
}

function toLink(button: v.InferOutput<typeof linkButton>): DigestLink {
  return { label: button.text.text, url: button.url };
}

/**
 * Returns the JSON with its ASCII characters unescaped, because it may write `<` as `\u003c`, as Go does. Where the
 * backslash is one of the text's own, too much is unescaped.
 */
function unescapeAscii(json: string): string {
  return json.replace(/\\u00([0-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Returns the moment of a timestamp in milliseconds since 1970, as SQS gives it; undefined for any other text. */
function toDate(timestamp: string | undefined): Date | undefined {
  return /^\d{1,13}$/.test(timestamp ?? '') ? new Date(Number(timestamp)) : undefined;
}

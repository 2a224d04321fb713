import type { ActionsBlock, Button, ContextBlock, ImageElement, SectionBlock } from '@slack/types';
import { cut, cutMrkdwn, inline, joinMrkdwn, LIMITS, link, type Mrkdwn, unescapeMrkdwn, webUrl } from './text.ts';

/** Returns a section of mrkdwn, cut to Slack's limit, with an image beside it where one is given. */
export function section(text: Mrkdwn, accessory?: ImageElement): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cutMrkdwn(text, LIMITS.section).mrkdwn },
    ...(accessory && { accessory }),
  };
}

/**
 * Returns a section that Slack shows whole: any other one it may fold behind "See more". For what has many lines and must
 * be seen: a log, a timeline, a commit's body.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/section-block
 */
export function expandedSection(text: Mrkdwn, accessory?: ImageElement): SectionBlock {
  return { ...section(text, accessory), expand: true };
}

/** Returns a section with pairs of a label and a value in two columns; at most ten, Slack's limit. */
export function fields(pairs: readonly Mrkdwn[]): SectionBlock {
  return {
    type: 'section',
    fields: pairs
      .slice(0, LIMITS.fields)
      .map((pair) => ({ type: 'mrkdwn', text: cutMrkdwn(pair, LIMITS.field).mrkdwn })),
  };
}

/** Returns a block of small grey text. */
export function context(text: Mrkdwn): ContextBlock {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: cutMrkdwn(text, LIMITS.section).mrkdwn }],
  };
}

/** Returns an image, or undefined where the URL is not one that Slack can load. */
export function image(url: string | undefined, altText: string): ImageElement | undefined {
  const imageUrl = webUrl(url, LIMITS.url);
  return imageUrl === undefined
    ? undefined
    : { type: 'image', image_url: imageUrl, alt_text: cut(inline(altText) || 'image', LIMITS.altText) };
}

/** How a message shows its links. */
export const LINK_STYLES = ['text', 'buttons'] as const;
export type LinkStyle = (typeof LINK_STYLES)[number];

export interface Link {
  readonly label: string;
  readonly url: string | undefined;
}

/**
 * Returns the links as one row, without those whose URL is missing, no web address or longer than `maxUrl`; no row where
 * no link is left. A click on a button is an interaction, which an app's endpoint has to acknowledge: where nobody does, as
 * with a webhook alone, Slack shows a ⚠ beside the button.
 * Source: https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function linkRow(
  links: readonly Link[],
  style: LinkStyle,
  maxUrl: number = LIMITS.url,
): (SectionBlock | ActionsBlock)[] {
  return style === 'text' ? linksAsText(links, maxUrl) : linksAsButtons(links, maxUrl);
}

function linksAsText(links: readonly Link[], maxUrl: number): SectionBlock[] {
  const row = links.map(({ label, url }) => link(url, label, maxUrl)).filter(({ mrkdwn }) => mrkdwn.startsWith('<'));
  return row.length === 0 ? [] : [section(joinMrkdwn(row, LINK_SEPARATOR))];
}

/** What stands between two links of a row. */
export const LINK_SEPARATOR = ' · ';

/** Matches a link as a row holds it. Its label may hold what stands between two links. */
const LINK_OF_ROW = /<(https?:[^|<>]+)\|([^|<>]+)>/g;

/** Returns the links of a section's mrkdwn that `linkRow` made; none of a text that holds anything else. */
export function linksOfRow(text: string): { readonly label: string; readonly url: string }[] {
  const links = [...text.matchAll(LINK_OF_ROW)];
  return links.map(([whole]) => whole).join(LINK_SEPARATOR) === text
    ? links.map(([, url = '', label = '']) => ({ label: unescapeMrkdwn(label), url: unescapeMrkdwn(url) }))
    : [];
}

function linksAsButtons(links: readonly Link[], maxUrl: number): ActionsBlock[] {
  const elements = links.flatMap(({ label, url }): Button[] => {
    const href = webUrl(url, maxUrl);
    const text = cut(inline(label), LIMITS.buttonText);
    return href === undefined
      ? []
      : [{ type: 'button', text: { type: 'plain_text', text, emoji: true }, url: href, action_id: `open:${text}` }];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements: elements.slice(0, LIMITS.actions) }];
}

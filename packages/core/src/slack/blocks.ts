import type { ActionsBlock, Button, ContextBlock, ImageElement, SectionBlock } from '@slack/types';
import { cut, cutMrkdwn, inline, LIMITS, type Mrkdwn, webUrl } from './text.ts';

/** Returns a section of mrkdwn, cut to Slack's limit, with an image beside it where one is given. */
export function section(text: Mrkdwn, accessory?: ImageElement): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cutMrkdwn(text, LIMITS.section).mrkdwn },
    ...(accessory && { accessory }),
  };
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

/**
 * Returns a row of links as buttons, without those whose URL is missing, no web address or too long; no row where no
 * link is left.
 */
export function linkButtons(
  links: readonly { label: string; url: string | undefined }[],
  maxUrl: number = LIMITS.url,
): ActionsBlock[] {
  const elements = links.flatMap(({ label, url }): Button[] => {
    const href = webUrl(url, maxUrl);
    const text = cut(inline(label), LIMITS.buttonText);
    return href === undefined
      ? []
      : [{ type: 'button', text: { type: 'plain_text', text, emoji: true }, url: href, action_id: `open:${text}` }];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements: elements.slice(0, LIMITS.actions) }];
}

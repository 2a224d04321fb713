import type { Link } from '../slack/blocks.ts';
import { cut, inline, LIMITS, link } from '../slack/text.ts';
import { PLACEHOLDER, type Placeholder } from './placeholders.ts';

/** What the placeholders of a team's links stand for; a value is missing where it is unknown. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | undefined>>>;

/** How many characters the address of a team's link may have once it is escaped. */
const MAX_ADDRESS = 500;

/**
 * Returns a team's link with the values in place of its placeholders, each encoded, so that none of them leaves its place.
 * Undefined where a value is unknown, or where the address is too long or one that no message may link.
 */
export function fillLink(
  { label, url }: { readonly label: string; readonly url: string },
  values: PlaceholderValues,
): Link | undefined {
  const known = new Map(Object.entries(values));
  const names = [...url.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const shown = cut(inline(label), LIMITS.buttonText);
  if (names.some((name) => isUnusable(known.get(name)))) return undefined;
  const filled = url.replaceAll(PLACEHOLDER, (_, name) => encodeURIComponent(known.get(name)?.toWellFormed() ?? ''));
  const isLink = link(filled, shown, MAX_ADDRESS).mrkdwn.startsWith('<');
  return isLink ? { label: shown, url: filled } : undefined;
}

/** Returns whether a value is unknown, or dots that an address reads as the folder above. */
function isUnusable(value: string | undefined): boolean {
  return !value || value === '.' || value === '..';
}

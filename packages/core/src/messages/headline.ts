import type { Color } from '../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { formatDuration } from './times.ts';

/** How a status reads in a headline. */
export interface Wording {
  readonly emoji: string;
  readonly color: Color;
  /** What comes between the name and the environment. */
  readonly verb: string | Mrkdwn;
  /** What comes after the environment. */
  readonly addition?: string;
  /** What leads over to the commit; a colon where nothing is said. */
  readonly lead?: string;
}

export interface Headline {
  readonly text: Mrkdwn;
  readonly color: Color;
}

/** What, how it stands, where, and then the details that are known, on one line. */
export function headline(
  { emoji, color, verb, addition = '', lead = ': ' }: Wording,
  { name, environment }: { readonly name: string; readonly environment: string },
  place: Mrkdwn,
  details: readonly Mrkdwn[],
): Headline {
  const outcome = mrkdwn`${emoji} ${bold(cut(name, 100))} ${verb} ${bold(cut(environment, 100))}${addition}${place}`;
  return { text: details.length === 0 ? outcome : joinMrkdwn([outcome, joinMrkdwn(details, ', ')], lead), color };
}

/** ` at *Deploy / ECS* (JobFailed)`: the place and why, as far as that is known. */
export function at(place: string, reason: string | undefined): Mrkdwn {
  const why = cut(inline(reason ?? ''), 100);
  return mrkdwn` at ${bold(cut(inline(place), 120))}${why && ` (${why})`}`;
}

/** How long it took, where that is known. */
export function durationOf({
  startedAt,
  endedAt,
}: {
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
}): Mrkdwn[] {
  return startedAt && endedAt ? [mrkdwn`${formatDuration(endedAt.getTime() - startedAt.getTime())}`] : [];
}

/** AWS's own word, for a status that has no wording here. */
export function unknownStatus({
  status,
  statusText,
}: {
  readonly status: string;
  readonly statusText: string;
}): Mrkdwn[] {
  return status === 'unknown' ? [mrkdwn`status ${cut(inline(statusText) || 'missing', 60)}`] : [];
}

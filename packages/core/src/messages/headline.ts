import type { Color } from '../slack/message.ts';
import { bold, closedCode, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';

/** How a status reads in a headline. */
export interface Wording {
  readonly emoji: string;
  readonly color: Color;
  /** What comes before the name. */
  readonly subject?: string;
  /** What comes between the name and the environment. */
  readonly verb: string | Mrkdwn;
  /** What comes after the environment. */
  readonly addition?: string;
  /** What comes before the details, the first of which is the commit; a colon by default. */
  readonly lead?: string;
}

/** The headline of a message and the colour of its bar. */
export interface Headline {
  readonly text: Mrkdwn;
  readonly color: Color;
}

/** Returns one line with the name, the status, the environment, where it failed, and the details that are known. */
export function headline(
  { emoji, color, subject = '', verb, addition = '', lead = ': ' }: Wording,
  { name, environment }: { readonly name: string; readonly environment: string },
  where: Mrkdwn,
  details: readonly Mrkdwn[],
): Headline {
  const outcome = mrkdwn`${emoji} ${subject}${bold(cut(name, 100))} ${verb} ${bold(cut(environment, 100))}${addition}${where}`;
  return { text: details.length === 0 ? outcome : joinMrkdwn([outcome, joinMrkdwn(details, ', ')], lead), color };
}

/** Returns ` at *Deploy / ECS* (JobFailed)`: where it failed, and why if that is known. */
export function at(where: string, reason: string | undefined): Mrkdwn {
  const why = closedCode(cut(inline(reason ?? ''), 100));
  return mrkdwn` at ${bold(cut(inline(where), 120))}${why && ` (${why})`}`;
}

/** Returns AWS's own word for a status that has no wording here, else nothing. */
export function unknownStatus({
  status,
  statusText,
}: {
  readonly status: string;
  readonly statusText: string;
}): Mrkdwn[] {
  return status === 'unknown' ? [mrkdwn`status ${cut(inline(statusText) || 'missing', 60)}`] : [];
}

/** Returns `attempt 2` for a retry, which explains a long duration; nothing for a first attempt. */
export function attemptOf({ attempt = 1 }: { readonly attempt: number | undefined }): Mrkdwn[] {
  return attempt > 1 ? [mrkdwn`attempt ${attempt}`] : [];
}

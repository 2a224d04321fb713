import type { Recovery } from '../reports/recovery.ts';
import type { Slowness } from '../reports/typical-duration.ts';
import { inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { formatDuration } from './times.ts';

/** What a report says of a success in comparison with what was before it. */
interface Success {
  readonly recovery: Recovery | undefined;
  readonly slowness: Slowness | undefined;
  readonly endedAt: Date | undefined;
}

/** Returns ` after 3 failures in 2h 10m` for a success that came after failures; nothing for any other. */
export function afterFailures({ recovery, endedAt }: Pick<Success, 'recovery' | 'endedAt'>): string {
  if (recovery?.kind !== 'known') return '';
  const { failures, isCut, since } = recovery;
  const time = since && endedAt ? ` in ${formatDuration(endedAt.getTime() - since.getTime())}` : '';
  return ` after ${isCut ? 'more than ' : ''}${failures} ${failures === 1 ? 'failure' : 'failures'}${time}`;
}

/** Returns what is unknown of a success, which its setting asks for. */
export function successNotes({ recovery, slowness }: Pick<Success, 'recovery' | 'slowness'>): Mrkdwn[] {
  return [
    ...(recovery?.kind === 'unknown'
      ? [mrkdwn`❔ Whether it had failed before is unknown: ${inline(recovery.reason)}`]
      : []),
    ...(slowness?.kind === 'unknown'
      ? [mrkdwn`❔ How long it usually takes is unknown: ${inline(slowness.reason)}`]
      : []),
  ];
}

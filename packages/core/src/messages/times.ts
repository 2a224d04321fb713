import type { Slowness } from '../reports/typical-duration.ts';
import { dateTime, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * Returns milliseconds as people say them: `0.4 s`, `40 s`, `12m 04s`, `3h 05m`, `2d 07h`; zero for a negative number.
 */
export function formatDuration(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return 'an unknown time';
  const time = Math.max(0, milliseconds);
  if (time < 9_950) return `${Number((time / SECOND_MS).toFixed(1))} s`;
  const whole = Math.round(time / SECOND_MS) * SECOND_MS;
  if (whole < MINUTE_MS) return `${whole / SECOND_MS} s`;
  if (whole < HOUR_MS) return `${Math.floor(whole / MINUTE_MS)}m ${twoDigits((whole % MINUTE_MS) / SECOND_MS)}s`;
  if (whole < DAY_MS) return `${Math.floor(whole / HOUR_MS)}h ${twoDigits(Math.floor((whole % HOUR_MS) / MINUTE_MS))}m`;
  return `${Math.floor(whole / DAY_MS)}d ${twoDigits(Math.floor((whole % DAY_MS) / HOUR_MS))}h`;
}

/** Returns how long it took, for a headline, compared with what is usual where that is less; nothing where a moment is unknown. */
export function durationOf({
  startedAt,
  endedAt,
  slowness,
}: {
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly slowness?: Slowness | undefined;
}): Mrkdwn[] {
  if (!startedAt || !endedAt) return [];
  const time = formatDuration(endedAt.getTime() - startedAt.getTime());
  return slowness?.kind === 'slow'
    ? [mrkdwn`took ${time}`, mrkdwn`usually ${formatDuration(slowness.typicalMs)}`]
    : [mrkdwn`${time}`];
}

const FORMAT = '{date_short_pretty} {time_secs}';

/** Matches a moment with its zone, as AWS's services write one: `2024-11-01T06:15:20.000+0000`. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** Returns the moment in each reader's own time zone where the text is one, else undefined. */
export function momentOf(text: string): Mrkdwn | undefined {
  const date = new Date(MOMENT.test(text) ? text : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : dateTime(date, FORMAT);
}

/** Returns `Started …` and `Ended …` in each reader's own time zone, without a moment that is unknown. */
export function startAndEnd(startedAt: Date | undefined, endedAt: Date | undefined): Mrkdwn[] {
  return [
    ...(startedAt ? [joinMrkdwn([mrkdwn`Started`, dateTime(startedAt, FORMAT)], ' ')] : []),
    ...(endedAt ? [joinMrkdwn([mrkdwn`Ended`, dateTime(endedAt, FORMAT)], ' ')] : []),
  ];
}

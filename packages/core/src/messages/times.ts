import { dateTime, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Milliseconds as people say them: `0.4 s`, `40 s`, `12m 04s`, `3h 05m`, `2d 07h`. A negative span reads as zero. */
export function formatDuration(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return 'an unknown time';
  const span = Math.max(0, milliseconds);
  if (span < 9_950) return `${Number((span / SECOND_MS).toFixed(1))} s`;
  const whole = Math.round(span / SECOND_MS) * SECOND_MS;
  if (whole < MINUTE_MS) return `${whole / SECOND_MS} s`;
  if (whole < HOUR_MS) return `${Math.floor(whole / MINUTE_MS)}m ${two((whole % MINUTE_MS) / SECOND_MS)}s`;
  if (whole < DAY_MS) return `${Math.floor(whole / HOUR_MS)}h ${two(Math.floor((whole % HOUR_MS) / MINUTE_MS))}m`;
  return `${Math.floor(whole / DAY_MS)}d ${two(Math.floor((whole % DAY_MS) / HOUR_MS))}h`;
}

const FORMAT = '{date_short_pretty} {time_secs}';

/** `Started …` and `Ended …` in each reader's own time zone, for the moments that are known. */
export function startAndEnd(startedAt: Date | undefined, endedAt: Date | undefined): Mrkdwn[] {
  return [
    ...(startedAt ? [joinMrkdwn([mrkdwn`Started`, dateTime(startedAt, FORMAT)], ' ')] : []),
    ...(endedAt ? [joinMrkdwn([mrkdwn`Ended`, dateTime(endedAt, FORMAT)], ' ')] : []),
  ];
}

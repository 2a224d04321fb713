import { dateTime, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';

const FORMAT = '{date_short_pretty} {time_secs}';

/** `Started …` and `Ended …` in each reader's own time zone, for the moments that are known. */
export function timeSpan(startedAt: Date | undefined, endedAt: Date | undefined): Mrkdwn[] {
  return [
    ...(startedAt ? [joinMrkdwn([mrkdwn`Started`, dateTime(startedAt, FORMAT)], ' ')] : []),
    ...(endedAt ? [joinMrkdwn([mrkdwn`Ended`, dateTime(endedAt, FORMAT)], ' ')] : []),
  ];
}

import { textOf } from '../json.ts';
import { CORRELATION_ID_PATTERN, deduplicationId } from '../queue/queue-message.ts';

/** Which event a message reports, and when that happened. */
export interface EventRef {
  /** The id that every log line on the way from the event to Slack's answer has. */
  readonly correlationId: string;
  /** ISO 8601; undefined where the event does not say it. */
  readonly time: string | undefined;
}

/** Returns the reference to an event by what it says of itself; an id of another form is hashed. */
export function eventRef(id: unknown, time: unknown): EventRef {
  const text = textOf(id) ?? '';
  const correlationId = CORRELATION_ID_PATTERN.test(text) ? text : deduplicationId([text]);
  const date = new Date(typeof time === 'string' ? time : Number.NaN);
  return { correlationId, time: Number.isNaN(date.getTime()) ? undefined : date.toISOString() };
}
